import CLibCurl

/// One request under way: sets the handle up, gathers the answer. Lives on the thread of its handle.
final class CurlTransfer {
    struct Options {
        var limits: CurlTransport.Limits
        var userAgent: String
    }

    let job: CurlMailbox.Job
    private let bodyLimit: Int
    private var headers: [HTTPHeader] = []
    private var body: [UInt8] = []
    private var isTooLarge = false
    /// Whether the blank line after the headers has come, and whether only a closed connection ends the body.
    private var isHeadComplete = false
    private var isVersion1 = false
    private var headerList: UnsafeMutablePointer<curl_slist>?

    init(job: CurlMailbox.Job, bodyLimit: Int) {
        self.job = job
        self.bodyLimit = bodyLimit
    }

    deinit { curl_slist_free_all(headerList) }

    /// Sets every option on a fresh or reset handle. False when libcurl refuses one.
    func prepare(_ easy: UnsafeMutableRawPointer, options: Options) -> Bool {
        let request = job.request
        var codes = [
            nacre_easy_set_text(easy, CURLOPT_URL, request.origin + request.target),
            // The signature covers the target as it is: dot segments must stay.
            nacre_easy_set_long(easy, CURLOPT_PATH_AS_IS, 1),
            nacre_easy_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https"),
            nacre_easy_set_long(easy, CURLOPT_FOLLOWLOCATION, 0),
            nacre_easy_set_long(easy, CURLOPT_NOSIGNAL, 1),
            nacre_easy_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1),
            nacre_easy_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2),
            nacre_easy_set_text(easy, CURLOPT_USERAGENT, options.userAgent),
            nacre_easy_set_text(easy, CURLOPT_ACCEPT_ENCODING, ""),
        ]
        if !request.origin.hasPrefix("https://") {
            // Neither a simulator on this machine nor the metadata service is reached through a proxy.
            codes.append(nacre_easy_set_text(easy, CURLOPT_NOPROXY, "*"))
        }
        codes += setLimits(easy, options.limits) + setConnection(easy) + setBody(easy) + setReceivers(easy)
        codes.append(setHeaders(easy))
        return codes.allSatisfy { $0 == CURLE_OK }
    }

    private func setLimits(_ easy: UnsafeMutableRawPointer, _ limits: CurlTransport.Limits) -> [CURLcode] {
        [
            nacre_easy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, limits.connect.milliseconds),
            nacre_easy_set_long(easy, CURLOPT_TIMEOUT_MS, limits.total.milliseconds),
            nacre_easy_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, 1),
            nacre_easy_set_long(easy, CURLOPT_LOW_SPEED_TIME, max(1, limits.stall.milliseconds / 1000)),
        ]
    }

    /// A request that must not go twice takes a new HTTP/1.1 connection: libcurl sends again on its own only on a reused
    /// one, and an HTTP/2 connection counts as reused as soon as any other request joins it.
    private func setConnection(_ easy: UnsafeMutableRawPointer) -> [CURLcode] {
        guard !job.request.isRepeatable else {
            return [
                nacre_easy_set_long(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS),
                // Rather share the connection being set up than open one for each request of a burst.
                nacre_easy_set_long(easy, CURLOPT_PIPEWAIT, job.request.origin.hasPrefix("https://") ? 1 : 0),
            ]
        }
        return [
            nacre_easy_set_long(easy, CURLOPT_FRESH_CONNECT, 1),
            nacre_easy_set_long(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1),
        ]
    }

    private func setBody(_ easy: UnsafeMutableRawPointer) -> [CURLcode] {
        let method = job.request.method
        // An answer to it announces a body that never comes.
        if method == .head { return [nacre_easy_set_long(easy, CURLOPT_NOBODY, 1)] }
        guard let body = job.request.body ?? (method == .post ? [] : nil) else {
            return [
                nacre_easy_set_long(easy, CURLOPT_HTTPGET, 1),
                nacre_easy_set_text(easy, CURLOPT_CUSTOMREQUEST, method.rawValue),
            ]
        }
        // libcurl copies the bytes, so nothing has to outlive this call.
        return [
            nacre_easy_set_long(easy, CURLOPT_POST, 1),
            nacre_easy_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)),
            setBytes(easy, body),
            nacre_easy_set_text(easy, CURLOPT_CUSTOMREQUEST, method.rawValue),
        ]
    }

    /// An empty array may have no address, and a null address would ask for a read callback.
    private func setBytes(_ easy: UnsafeMutableRawPointer, _ body: [UInt8]) -> CURLcode {
        guard !body.isEmpty else { return nacre_easy_set_text(easy, CURLOPT_COPYPOSTFIELDS, "") }
        return body.withUnsafeBytes { nacre_easy_set_bytes(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
    }

    private func setReceivers(_ easy: UnsafeMutableRawPointer) -> [CURLcode] {
        // The thread's table keeps this object alive until the handle is out of libcurl.
        let context = Unmanaged.passUnretained(self).toOpaque()
        return [
            nacre_easy_set_receiver(easy, CURLOPT_WRITEFUNCTION, receiveBody, context),
            nacre_easy_set_receiver(easy, CURLOPT_HEADERFUNCTION, receiveHeader, context),
        ]
    }

    private func setHeaders(_ easy: UnsafeMutableRawPointer) -> CURLcode {
        // Without the last one, libcurl waits for a 100 before it sends a large body.
        for line in job.request.headers.map(Self.line) + ["Expect:"] {
            guard !line.contains(where: \.isNewline), let list = curl_slist_append(headerList, line) else {
                return CURLE_BAD_FUNCTION_ARGUMENT
            }
            headerList = list
        }
        return nacre_easy_set_list(easy, CURLOPT_HTTPHEADER, headerList)
    }

    /// A header as libcurl is told it: with a colon and nothing behind it, one would be left out.
    private static func line(_ header: HTTPHeader) -> String {
        header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
    }

    /// Takes a piece of the body. False once the answer grows too large.
    fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= bodyLimit else {
            isTooLarge = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// Takes one header line; a status line starts over, since interim answers come before the real one.
    fileprivate func takeHeader(_ line: String) {
        if line.hasPrefix("HTTP/") {
            headers.removeAll()
            isHeadComplete = false
            isVersion1 = line.hasPrefix("HTTP/1")
        } else if line.allSatisfy(\.isNewline) {
            isHeadComplete = true
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0.isWhitespace }
            headers.append(HTTPHeader(String(line[..<colon]), String(value.prefix { !$0.isNewline })))
        }
    }
}

extension CurlTransfer {
    /// What a finished transfer gave.
    func result(of easy: UnsafeMutableRawPointer, code: CURLcode) -> CurlMailbox.Result {
        guard code == CURLE_OK else {
            let cause: TransportFailure.Cause = isTooLarge ? .tooLarge : .init(code)
            return failure(of: easy, cause: cause, detail: String(cString: curl_easy_strerror(code)).lowercased())
        }
        var status = 0
        nacre_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        let response = HTTPResponse(status: status, headers: headers, body: body)
        guard isHeadComplete, !mayLackBody(response) else {
            return .failure(.answerLost(.closed, detail: "the connection ended within the response"))
        }
        return .success(response)
    }

    /// An empty body whose length nobody announced cannot be told from one that was cut off, and REST calls take an empty
    /// body for success.
    private func mayLackBody(_ response: HTTPResponse) -> Bool {
        isVersion1 && job.request.method != .head && response.body.isEmpty && response.status != 204
            && response.status != 304
            && response[header: "content-length"] == nil && response[header: "transfer-encoding"] == nil
    }

    /// A failure, told apart by whether libcurl came as far as sending.
    func failure(
        of easy: UnsafeMutableRawPointer, cause: TransportFailure.Cause, detail: String
    ) -> CurlMailbox.Result {
        var sent = 0
        var untilSending: curl_off_t = 0
        nacre_easy_get_long(easy, CURLINFO_REQUEST_SIZE, &sent)
        nacre_easy_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T, &untilSending)
        // Both must be untouched: calling a sent request unsent could double it.
        let isUnsent = sent == 0 && untilSending == 0
        return .failure(isUnsent ? .notSent(cause, detail: detail) : .answerLost(cause, detail: detail))
    }
}

extension TransportFailure.Cause {
    init(_ code: CURLcode) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .resolve
        case CURLE_COULDNT_CONNECT: self = .connect
        case CURLE_SSL_CONNECT_ERROR: self = .tls
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE: self = .certificate
        case CURLE_OPERATION_TIMEDOUT: self = .timeout
        case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE: self = .closed
        case CURLE_HTTP2, CURLE_HTTP2_STREAM: self = .closed
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: self = .forbidden
        default: self = .other
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}

private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue().takeHeader(String(decoding: line, as: UTF8.self))
    return size * count
}
