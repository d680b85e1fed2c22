/// A text in a form of its own: what it may hold, and which of its spellings mean the same to the cloud.
public enum TextFormat: String, Hashable, Sendable, CaseIterable {
    /// An RSA public key (api/vserver.md §3.4). Its comment, line breaks and padding mean nothing.
    case rsaPublicKey
    /// `TCP`, `UDP`, `ICMP`, or the number of any other protocol, 1 to 254 (api/vserver.md §3.6).
    case networkProtocol
    /// One port or `first-last` (api/common.md §7).
    case portRange
    /// Where a bare-metal partition is mounted (api/vserver.md §3.1).
    case mountPoint
    /// A zone code such as `KR-1` (api/common.md §2).
    case zoneCode
    /// An id that the cloud gives: digits (api/common.md §5).
    case number
    /// The login id of an account (api/vserver.md §3.3, api/vpc.md §3.7).
    case email
    /// An IPv4 address or range (api/apigateway.md §5.1, ipAclList).
    case addressOrRange
    /// The server behind a stage: a scheme, a host and the beginning of a path, or NONE (api/apigateway.md §5.1).
    case endpoint
    /// A whole address with http:// or https:// (api/apigateway.md §4.2, ncpEndPoint).
    case webAddress
    /// A path on the server behind a stage (api/apigateway.md §4.2, httpEndPoint).
    case endpointPath
    /// A content type (api/apigateway.md §4.3).
    case contentType
    /// The name of a request parameter (api/apigateway.md §4.4).
    case parameterName
    /// The name of a header that a method answers (api/apigateway.md §4.6).
    case headerName
    /// What of a request an authorizer is handed (api/apigateway.md §9).
    case payloadName
    /// The case of a gateway's own answer (api/apigateway.md §4.8).
    case responseType
    /// Which answers count against a quota (api/apigateway.md §6).
    case answerClasses
    /// A text of CORS: empty, or without leading or trailing blanks (api/apigateway.md §4.1).
    case corsText
    /// A time of day in steps of 15 minutes, `03:15` (api/clouddb.md §1).
    case quarterHour
    /// The version code of a database engine, such as `MYSQL8.0.40`; its number alone counts (api/clouddb.md §2).
    case engineVersion
    /// Hosts that a user of MySQL may connect from (api/clouddb.md §2).
    case databaseHost
    /// A version of a cache's settings: that of the engine and the mode (api/clouddb.md §5).
    case cacheVersion
    /// A moment with its offset (api/autoscaling.md §5).
    case moment
    /// Five fields of a crontab (api/autoscaling.md §5).
    case recurrence
    /// The content of a file: a text, or the bytes of a file of the workspace, compared by their digest
    /// (api/objectstorage.md §7). See ``FileContent``.
    case fileContent
    /// The name of a zone, in either case (pub-global-dns-v2-domains-createdomain).
    case zoneName
    /// The name of a record below its zone, or `@` for the zone itself (pub-global-dns-v2-records-batchcreaterecords).
    case recordHost
    /// The value of a record. The dot at the end of a host name and the quotes of a text mean nothing.
    case recordValue
    /// What a metric is measured of, as pairs of name and value, in any order (management-cloudinsight-createmetricsgrp).
    case dimensions
    /// An address or range of IPv4 or IPv6.
    case addressBlock
    /// What an object is served as: a type with its parameters, `text/html; charset=utf-8` (RFC 9110, 8.3.1).
    case mediaType
    /// `unlimited`, or a number of calls above 0 (ai-application-service-geolocation-setquota).
    case callLimit
}

extension TextFormat {
    /// The form in a reader's words, to follow "must be".
    public var words: String {
        switch self {
        case .rsaPublicKey: "an RSA public key, such as ssh-keygen -t rsa -b 2048 -m PEM makes"
        case .networkProtocol: "TCP, UDP, ICMP or a protocol number from 1 to 254"
        case .portRange: "a port such as 22 or a range such as 8000-8080, within 1 to 65535"
        case .mountPoint: "'/', or '/' followed by a lower-case letter and then lower-case letters and digits"
        case .zoneCode: "a zone code such as KR-1"
        case .number: "an id given by the cloud, digits only"
        case .email: "an e-mail address"
        case .addressOrRange: "an IPv4 address such as 10.0.0.5 or a range such as 10.0.0.0/16"
        case .endpoint: "a URL with http:// or https://, a host and optionally a port and a path, or NONE"
        case .webAddress: "a full URL with http:// or https://"
        case .endpointPath: "a path that starts with '/' and contains no '+'"
        case .contentType: "a content type of lower-case letters, digits and . _ + / - *"
        case .parameterName: "a name of letters, digits and _ + , - ."
        case .headerName: "a name of letters, digits, '_', '+' and '-' that does not end with '+' or '-'"
        case .payloadName: "a name of letters, digits and '_'"
        case .responseType: "an upper-case name of letters, digits and '_', such as AUTHENTICATION_FAILED"
        case .answerClasses: "one or more of 2xx, 3xx, 4xx, 5xx and others"
        case .corsText: "without leading or trailing blanks"
        case .quarterHour: "a time from 00:00 to 23:45 in steps of 15 minutes, such as 03:15"
        case .engineVersion: "a version code of letters, digits, '.', '_' and '-' with a digit, such as MYSQL8.0.40"
        case .databaseHost: "%, an IPv4 address, the beginning of one such as 10.0.%, or a range such as 10.0.0.0/16"
        case .cacheVersion: "a version followed by -simple or -cluster, such as 7.0.13-simple"
        case .moment: "a date and time with offset, such as 2026-12-01T18:00:00+0900"
        case .recurrence: "five crontab fields: minute, hour, day of month, month and day of week, such as 0 9 * * 1-5"
        case .fileContent: "a string, or {file: path}"
        case .zoneName: "a domain name of letters, digits, '-' and '.', such as example.com"
        case .recordHost: "@ for the zone itself, or a name below it, such as www or *.app"
        case .recordValue: "a value without line breaks"
        case .dimensions: "pairs of name=value, separated by commas, such as type=fs, mnt_nm=/data"
        case .addressBlock: "an address such as 203.0.113.7 or 2001:db8::1, or a range such as 10.0.0.0/16"
        case .mediaType: "a content type such as text/html; charset=utf-8"
        case .callLimit: "a whole number of calls above 0, or unlimited"
        }
    }

    /// Two or three words for tables.
    public var title: String {
        switch self {
        case .rsaPublicKey: "RSA public key"
        case .networkProtocol: "protocol"
        case .portRange: "port or range"
        case .mountPoint: "mount point"
        case .zoneCode: "zone code"
        case .number: "number"
        case .email: "e-mail address"
        case .addressOrRange: "IPv4 address or range"
        case .endpoint: "URL or NONE"
        case .webAddress: "URL"
        case .endpointPath: "path"
        case .contentType: "content type"
        case .parameterName, .headerName, .payloadName: "name"
        case .responseType, .answerClasses, .corsText: "string"
        case .quarterHour: "time of day"
        case .engineVersion: "version code"
        case .databaseHost: "hosts"
        case .cacheVersion: "version and mode"
        case .moment: "date and time"
        case .recurrence: "crontab fields"
        case .fileContent: "string or file"
        case .zoneName: "domain name"
        case .recordHost: "host"
        case .recordValue: "record value"
        case .dimensions: "dimensions"
        case .addressBlock: "address or range"
        case .mediaType: "content type"
        case .callLimit: "number or unlimited"
        }
    }

    /// Says how `text` breaks the rule; nil when it keeps it. What was written is not repeated: it may be a secret in the
    /// wrong place.
    public func violation(of text: String) -> String? {
        accepts(text) ? nil : complaint(about: text)
    }

    private func complaint(about text: String) -> String {
        switch self {
        case .rsaPublicKey: "must be \(words)\(TextFormat.sortOfKey(text))"
        case .networkProtocol:
            Self.protocolNames[text].map { "must be spelled \($0)" } ?? "must be \(words)"
        case .portRange, .mountPoint, .zoneCode, .number, .email, .addressOrRange, .endpoint, .webAddress,
            .endpointPath, .contentType, .parameterName, .headerName, .payloadName, .responseType, .answerClasses,
            .corsText, .quarterHour, .engineVersion, .databaseHost, .cacheVersion, .moment, .recurrence, .fileContent,
            .zoneName, .recordHost, .recordValue, .dimensions, .callLimit, .addressBlock, .mediaType:
            "must be \(words)"
        }
    }

    /// What was probably meant; nil where nothing shows it.
    public func suggestion(for text: String) -> String? {
        let blank: (Character) -> Bool = { $0.isWhitespace }
        let inner = String(text.drop(while: blank).reversed().drop(while: blank).reversed())
        let candidates = [inner, inner.uppercased(), inner.lowercased(), Self.protocolNames[inner] ?? inner]
        return candidates.first { $0 != text && !$0.isEmpty && accepts($0) }
    }

    /// The one form that all spellings of a text share which mean the same; the text itself where it has none.
    public func normal(_ text: String) -> String {
        switch self {
        case .rsaPublicKey: PublicKey(text)?.line ?? text
        case .portRange: Self.normalPorts(text)
        case .addressOrRange: IPv4Range(including: text)?.shortest ?? text
        case .answerClasses: Self.answerClasses(of: text)?.joined(separator: ",") ?? text
        case .email, .contentType, .zoneName, .recordHost: text.lowercased()
        case .recordValue: Self.normalRecordValue(text)
        case .dimensions: Self.dimensions(of: text).map(Self.spelling) ?? text
        case .addressBlock: Self.normalBlock(text) ?? text
        case .mediaType: Self.normalMediaType(text)
        case .networkProtocol, .zoneCode: Self.protocolNames[text] ?? text.uppercased()
        case .endpoint: Self.normalAddress(text)
        case .engineVersion: String(text.lowercased().drop { !$0.isNumber })
        case .moment: DateTime(text)?.korean ?? text
        case .recurrence: text.split(separator: " ").joined(separator: " ")
        case .fileContent: FileContent.withoutBytes(text)
        case .mountPoint, .number, .webAddress, .endpointPath, .parameterName, .headerName, .payloadName, .responseType,
            .corsText, .quarterHour, .databaseHost, .cacheVersion, .callLimit:
            text
        }
    }

    /// The spelling in which a text is taken from a manifest: the normal one, where that is as good to send.
    public func taken(_ text: String) -> String {
        switch self {
        case .rsaPublicKey, .portRange, .addressOrRange, .moment, .recurrence, .zoneName, .recordHost, .dimensions:
            normal(text)
        case .networkProtocol, .mountPoint, .zoneCode, .number, .email, .endpoint, .webAddress, .endpointPath,
            .contentType, .parameterName, .headerName, .payloadName, .responseType, .answerClasses, .corsText,
            .quarterHour, .engineVersion, .databaseHost, .cacheVersion, .fileContent, .recordValue, .callLimit,
            .addressBlock, .mediaType:
            text
        }
    }
}
