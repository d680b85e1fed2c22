import Model

/// The calls, as plans name them.
enum EdgeCalls {
    /// Names of profiles and edges (api/classic-and-others.md §5).
    static let nameRule = NameRule(3...35, signs: "-_", beginsWithLetter: false)

    static let profiles = "GET /profiles"
    static let createProfile = "POST /profile"
    static let renameProfile = "PUT /profiles/{profileId}"
    static let deleteProfile = "DELETE /profiles/{profileId}"
    static let edges = "GET /profiles/{profileId}/cdn-edges"
    static let edge = "GET /cdn-edge/{edgeId}"
    static let createEdge = "POST /cdn-edge"
    static let changeEdge = "PUT /cdn-edges/{edgeId}"
    static let stopEdges = "POST /cdn-edges/stop"
    static let deleteEdges = "DELETE /cdn-edges"
    static let slots = "GET /certificate/provisioning"
    static let slot = "GET /certificate/provisioning/{slotId}"
    static let createSlot = "POST /certificate/provisioning"
    static let changeEncryption = "PUT /certificate/provisioning/{slotId}/certificates/tls"
    static let deleteSlot = "DELETE /certificate/provisioning/{slotId}"
}
