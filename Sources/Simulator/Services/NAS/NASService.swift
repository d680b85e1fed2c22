extension ActionService {
    /// File systems for servers. Source: api/nas.md §1.
    static let nas = ActionService("/vnas/v2", [NasVolumes.kind, NasSnapshots.kind])
}
