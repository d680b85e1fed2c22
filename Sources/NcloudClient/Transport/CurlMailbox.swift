import CLibCurl
import Synchronization

/// What callers on any thread hand to the one thread that owns libcurl.
final class CurlMailbox: Sendable {
    typealias Result = Swift.Result<HTTPResponse, TransportFailure>

    struct Job: Sendable {
        var id: Int
        var request: HTTPRequest
        var finish: @Sendable (Result) -> Void
    }

    struct Post: Sendable {
        var jobs: [Job] = []
        var cancelled: [Int] = []
        var isStopped = false
    }

    private struct State {
        var post = Post()
        var nextID = 0
        /// The multi handle as a number while its thread lives; only ever used to wake that thread.
        var multi: UInt?
    }

    private let state = Mutex(State())

    func issueID() -> Int {
        state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
    }

    /// Puts a job in; after the stop it is given back as not sent.
    func submit(_ job: Job) {
        let isAccepted = state.withLock { state in
            guard !state.post.isStopped else { return false }
            state.post.jobs.append(job)
            Self.wake(state)
            return true
        }
        if !isAccepted { job.finish(.failure(.notSent(.cancelled, detail: "the transport has been shut down"))) }
    }

    func cancel(_ id: Int) {
        state.withLock { state in
            state.post.cancelled.append(id)
            Self.wake(state)
        }
    }

    func stop() {
        state.withLock { state in
            state.post.isStopped = true
            Self.wake(state)
        }
    }

    /// Empties the mailbox; for the owning thread.
    func take() -> Post {
        state.withLock { state in
            let post = state.post
            state.post = Post(isStopped: post.isStopped)
            return post
        }
    }

    /// Names the handle to wake, or nil before it is destroyed, so that nobody wakes a dead one.
    func attach(_ multi: UnsafeMutableRawPointer?) {
        state.withLock { $0.multi = multi.map { UInt(bitPattern: $0) } }
    }

    private static func wake(_ state: State) {
        guard let multi = state.multi.flatMap(UnsafeMutableRawPointer.init(bitPattern:)) else { return }
        curl_multi_wakeup(multi)
    }
}
