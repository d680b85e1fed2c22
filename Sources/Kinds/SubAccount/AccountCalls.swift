/// The calls of Sub Account, as plans name them.
enum AccountCalls {
    static let accounts = "GET /api/v2/sub-accounts"
    static let account = "GET /api/v2/sub-accounts/{sub-account-id}"
    static let createAccount = "POST /api/v2/sub-accounts"
    static let changeAccount = "PATCH /api/v2/sub-accounts/{sub-account-id}"
    static let deleteAccount = "DELETE /api/v2/sub-accounts/{sub-account-id}"
    static let attachToAccount = "POST /api/v2/sub-accounts/{sub-account-id}/attach-policies"
    static let detachFromAccount = "POST /api/v2/sub-accounts/{sub-account-id}/detach-policies"

    static let keys = "GET /api/v2/sub-accounts/{sub-account-id}/access-keys"
    static let createKey = "POST /api/v2/sub-accounts/{sub-account-id}/access-keys"
    static let changeKey = "POST /api/v2/sub-accounts/{sub-account-id}/access-keys/{access-key}/change-status"
    static let deleteKey = "DELETE /api/v2/sub-accounts/{sub-account-id}/access-keys/{access-key}"

    static let groups = "GET /api/v2/groups"
    static let group = "GET /api/v2/groups/{group-id}"
    static let createGroup = "POST /api/v2/groups"
    static let deleteGroup = "DELETE /api/v2/groups/{group-id}"
    static let attachToGroup = "POST /api/v2/groups/{group-id}/attach-policies"
    static let detachFromGroup = "POST /api/v2/groups/{group-id}/detach-policies"
    static let addMember = "POST /api/v2/groups/{group-id}/attach-sub-accounts"
    static let removeMember = "POST /api/v2/groups/{group-id}/detach-sub-accounts"

    static let policies = "GET /api/v2/policies"
    static let policy = "GET /api/v2/policies/{policy-id}"
    static let createPolicy = "POST /api/v2/policies"
    static let changePolicy = "PUT /api/v2/policies/{policy-id}"
    static let deletePolicy = "DELETE /api/v2/policies/{policy-id}"

    static let roles = "GET /api/v2/roles"
    static let role = "GET /api/v2/roles/{role-id}"
    static let createRole = "POST /api/v2/roles"
    static let changeRole = "PATCH /api/v2/roles/{role-id}"
    static let deleteRole = "DELETE /api/v2/roles/{role-id}"
    static let attachToRole = "POST /api/v2/roles/{role-id}/attach-policies"
    static let detachFromRole = "POST /api/v2/roles/{role-id}/detach-policies"
}
