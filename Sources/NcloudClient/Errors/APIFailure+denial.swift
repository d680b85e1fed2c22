extension APIFailure {
    /// Whether the account is not allowed to make the call: what it asks about may be there all the same.
    ///
    /// An answer that says who calls is not known (code 200, and 801 of a service) is none: no call would pass.
    /// Source: api/common.md §6.2, §6.3.
    public var isDenial: Bool {
        guard classification == .refused, status == 401 || status == 403 else { return false }
        return !(status == 401 && code == "200") && code != "801"
    }
}
