import CLibCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The thread that owns every libcurl handle of one transport; nothing of libcurl but the wake-up is touched elsewhere.
final class CurlThread {
    /// How long a cancelled task may wait at the worst, were a wake-up lost, in milliseconds.
    private static let longestPoll: Int32 = 1000
    /// Connections kept open for later requests.
    private static let keptConnections = 32

    /// libcurl asks for its global set-up once and before any thread; a write to a closed socket must not end the process.
    private static let isLibraryReady: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()

    private let mailbox: CurlMailbox
    private let options: CurlTransfer.Options
    private let multi: UnsafeMutableRawPointer
    private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    private var easyByID: [Int: UnsafeMutableRawPointer] = [:]
    private var idle: [UnsafeMutableRawPointer] = []

    private init?(mailbox: CurlMailbox, options: CurlTransfer.Options) {
        guard Self.isLibraryReady, let multi = curl_multi_init() else { return nil }
        self.mailbox = mailbox
        self.options = options
        self.multi = multi
        nacre_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.keptConnections)
        mailbox.attach(multi)
    }

    /// Starts a detached thread that ends when the mailbox is stopped. False when the system refuses one.
    static func start(mailbox: CurlMailbox, limits: CurlTransport.Limits, userAgent: String) -> Bool {
        let options = CurlTransfer.Options(limits: limits, userAgent: userAgent)
        guard let owner = CurlThread(mailbox: mailbox, options: options) else { return false }
        let context = Unmanaged.passRetained(owner)
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let status = pthread_create(&thread, nil, curlThreadMain, context.toOpaque())
        guard status == 0 else {
            context.takeRetainedValue().close()
            return false
        }
        #if canImport(Darwin)
            if let thread { pthread_detach(thread) }
        #else
            pthread_detach(thread)
        #endif
        return true
    }

    fileprivate func run() {
        while true {
            let post = mailbox.take()
            post.jobs.forEach(begin)
            post.cancelled.forEach(cancel)
            if post.isStopped { break }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            collect()
            curl_multi_poll(multi, nil, 0, Self.longestPoll, nil)
        }
        close()
    }

    private func begin(_ job: CurlMailbox.Job) {
        guard let easy = idle.popLast() ?? curl_easy_init() else {
            return job.finish(.failure(.notSent(.other, detail: "no transfer handle")))
        }
        let transfer = CurlTransfer(job: job, bodyLimit: options.limits.bodyBytes)
        guard transfer.prepare(easy, options: options), curl_multi_add_handle(multi, easy) == CURLM_OK else {
            curl_easy_cleanup(easy)
            return job.finish(.failure(.notSent(.other, detail: "the request could not be prepared")))
        }
        transfers[easy] = transfer
        easyByID[job.id] = easy
    }

    private func cancel(_ id: Int) {
        guard let easy = easyByID[id] else { return }
        finish(easy) { $0.failure(of: easy, cause: .cancelled, detail: "cancelled while it was running") }
    }

    private func collect() {
        var code = CURLE_OK
        while let easy = nacre_multi_next_done(multi, &code) {
            finish(easy) { $0.result(of: easy, code: code) }
        }
    }

    private func finish(
        _ easy: UnsafeMutableRawPointer, result: (CurlTransfer) -> CurlMailbox.Result
    ) {
        guard let transfer = transfers.removeValue(forKey: easy) else { return }
        easyByID[transfer.job.id] = nil
        let outcome = result(transfer)
        curl_multi_remove_handle(multi, easy)
        curl_easy_reset(easy)
        idle.append(easy)
        transfer.job.finish(outcome)
    }

    private func close() {
        for job in mailbox.take().jobs {
            job.finish(.failure(.notSent(.cancelled, detail: "the transport has been shut down")))
        }
        for easy in Array(transfers.keys) {
            finish(easy) { $0.failure(of: easy, cause: .cancelled, detail: "the transport has been shut down") }
        }
        idle.forEach(curl_easy_cleanup)
        mailbox.attach(nil)
        curl_multi_cleanup(multi)
    }
}

#if canImport(Darwin)
    private func curlThreadMain(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<CurlThread>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }
#else
    private func curlThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        Unmanaged<CurlThread>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }
#endif
