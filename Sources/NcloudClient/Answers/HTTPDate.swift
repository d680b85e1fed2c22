import CLibCurl

/// Dates of HTTP headers.
enum HTTPDate {
    /// `Sun, 06 Nov 1994 08:49:37 GMT` and its older forms; nil for anything else.
    static func parse(_ text: String) -> ServerDate? {
        let seconds = curl_getdate(text, nil)
        return seconds < 0 ? nil : ServerDate(milliseconds: Int64(seconds) * 1000)
    }

    /// The value of `Retry-After`: seconds, or a date compared with `now`; never negative.
    static func retryAfter(_ text: String, now: ServerDate) -> Duration? {
        if let seconds = Int64(text) { return seconds < 0 ? nil : .seconds(min(seconds, 86_400)) }
        return parse(text).map { .milliseconds(max(0, $0.milliseconds - now.milliseconds)) }
    }
}
