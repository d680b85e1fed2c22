import Model
import OrderedJSON

/// How the data key lies in a state: never as it is, always wrapped.
enum KeyWrapping: Hashable, Sendable {
    /// By the key of a file or of `NACRE_STATE_KEY`.
    /// - Parameter path: where the file was to be when it was wrapped; nil for beside the state.
    case file(path: String?, wrapped: [UInt8])
    /// By KMS: only KMS can open it.
    case kms(key: String, ciphertext: String)
    /// By a key made of a passphrase.
    /// - Parameter variable: the variable that held it; nil when it was asked for.
    case passphrase(variable: String?, Scrypt, wrapped: [UInt8])

    /// Where the key is that opens it.
    var place: StateKeyPlace {
        switch self {
        case .file(let path, _): .file(path)
        case .kms(let key, _): .kms(key: key)
        case .passphrase(let variable, _, _): .passphrase(variable: variable)
        }
    }
}

extension KeyWrapping {
    var json: JSON {
        switch self {
        case .file(let path, let wrapped):
            ["by": "file", "path": path.map(JSON.string) ?? .null, "wrapped": .string(Base64.text(wrapped))]
        case .kms(let key, let ciphertext): ["by": "kms", "key": .string(key), "ciphertext": .string(ciphertext)]
        case .passphrase(let variable, let scrypt, let wrapped):
            [
                "by": "passphrase", "variable": variable.map(JSON.string) ?? .null, "kdf": "scrypt",
                "cost": .integer(Int64(scrypt.cost)), "blockSize": .integer(Int64(scrypt.blockSize)),
                "parallelism": .integer(Int64(scrypt.parallelism)), "salt": .string(Base64.text(scrypt.salt)),
                "wrapped": .string(Base64.text(wrapped)),
            ]
        }
    }

    /// Reads what ``json`` wrote; nil for anything else.
    init?(_ json: JSON) {
        let wrapped = json["wrapped"]?.text.flatMap(Base64.bytes)
        switch json["by"]?.text {
        case "file":
            guard let wrapped else { return nil }
            self = .file(path: json["path"]?.text, wrapped: wrapped)
        case "kms":
            guard let key = json["key"]?.text, let ciphertext = json["ciphertext"]?.text else { return nil }
            self = .kms(key: key, ciphertext: ciphertext)
        case "passphrase":
            guard let wrapped, json["kdf"]?.text == "scrypt", let salt = json["salt"]?.text.flatMap(Base64.bytes),
                let cost = json["cost"]?.integer, let blockSize = json["blockSize"]?.integer,
                let parallelism = json["parallelism"]?.integer, cost > 1, blockSize > 0, parallelism > 0
            else { return nil }
            let scrypt = Scrypt(
                cost: UInt64(cost), blockSize: UInt64(blockSize), parallelism: UInt64(parallelism), salt: salt)
            self = .passphrase(variable: json["variable"]?.text, scrypt, wrapped: wrapped)
        default: return nil
        }
    }
}
