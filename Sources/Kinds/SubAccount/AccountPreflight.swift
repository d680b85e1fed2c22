import Model

/// What can be known of users and their rights before any call is made.
enum AccountPreflight {
    /// Names of policies, groups and roles begin with a letter (management-subaccount-createpolicy).
    static let firstLetter = Preflight(of: ["name"]) { subject, _ in
        guard let name = subject.text("name"), name.first?.isLetter == false else { return [] }
        return [Preflight.Problem(at: "name", "\"\(name)\" must start with a letter", help: "choose another name")]
    }

    /// Nobody else signs in as that.
    static let login = Preflight.unique("loginId", reading: ["SubAccount"]) { subject, scene in
        guard subject.isNew else { return [] }
        return scene.all("SubAccount", where: "loginId", is: subject.attributes["loginId"])
    } problem: { login, holder in
        switch holder {
        case .document(let address):
            return Preflight.Problem(
                at: "loginId", "\(address) also has the loginId \"\(login)\"",
                help: "give one of them another loginId")
        case .unmanaged(let other):
            let id = other.id ?? ""
            return Preflight.Problem(
                at: "loginId", "the account already has an unmanaged SubAccount with the loginId \"\(login)\"",
                notes: ["its id is \(id)"],
                help: "to manage that one, write import: {id: \"\(id)\"}; otherwise choose another loginId")
        }
    }

    /// A file is for a password that the service makes up.
    static let password = Preflight(of: ["passwordFile"]) { subject, _ in
        guard subject.isNew, subject.isGiven("password"), subject.isGiven("passwordFile") else { return [] }
        return [
            Preflight.Problem(
                at: "passwordFile", "passwordFile is for a random password, but password is set",
                help: "remove one of the two")
        ]
    }

    /// Only roles that accounts switch to have sessions.
    static let session = Preflight(of: ["type", "sessionExpiration"]) { subject, _ in
        let seconds = subject.attributes["sessionExpiration"]?.integer
        let isOpen = !(subject.attributes["sessionExpiration"]?.references.isEmpty ?? true)
        guard let type = subject.text("type"), !isOpen else { return [] }
        guard type == "Account" else {
            guard seconds != nil else { return [] }
            return [
                Preflight.Problem(
                    at: "sessionExpiration", "a role of type \(type) has no sessionExpiration",
                    help: "remove it, or set type: Account")
            ]
        }
        guard let seconds, sessions.contains(seconds) else {
            let found = seconds.map { ", but is \($0)" } ?? ""
            return [
                Preflight.Problem(
                    at: seconds == nil ? nil : "sessionExpiration",
                    "sessionExpiration of a role of type Account must be 600, 1800, 3600 or 10800\(found)",
                    help: "set one of them")
            ]
        }
        return []
    }

    private static let sessions: Set<Int64> = [600, 1800, 3600, 10_800]

    /// Two keys of a sub account can be active (pub-iam-v2-sub-account-createaccesskey).
    static let keys = Preflight(of: ["subAccount", "active"], reading: ["AccessKey"]) { subject, scene in
        guard let account = subject.attributes["subAccount"], subject.attributes["active"]?.bool != false else {
            return []
        }
        let others = scene.all("AccessKey").filter { key in
            key.address != subject.address && key.attributes["active"]?.bool != false
                && scene.areSame("SubAccount", key.attributes["subAccount"], account) == true
        }
        guard others.count >= 2 else { return [] }
        return [
            Preflight.Problem(
                at: "active", "its sub account already has 2 active access keys, the most it can have",
                notes: others.map { "one is \($0.title)" }.sorted(),
                help: "delete or deactivate one of them first")
        ]
    }
}
