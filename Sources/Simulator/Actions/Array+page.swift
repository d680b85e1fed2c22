extension Array {
    /// A page of so many elements, counted from 0; empty for one that is out of reach.
    func page(_ number: Int64, of size: Int64) -> [Element] {
        let (before, isOverflow) = number.multipliedReportingOverflow(by: size)
        guard !isOverflow, before >= 0, size > 0 else { return [] }
        return Array(dropFirst(Int(clamping: before)).prefix(Int(clamping: size)))
    }
}
