import OrderedJSON

/// CLOVA: speech to text, and text to speech. Source: api/linkage.md §3, §5.
enum ClovaCalls {
    static let all: [LinkageCall] = [
        .post(.csr, "/recog/v1/stt", recognize), .post(.voice, "/tts-premium/v1/tts", speak),
    ]

    private static let speakers = ["nara", "mijin", "jinho", "clara", "matt", "shinji", "meimei", "liangliang"]

    /// STT003 to STT005 are inferred.
    private static let recognize: LinkageCall.Handler = { _, request throws(Failure) in
        guard request.contentType == "application/octet-stream" else {
            throw .rest(400, "STT002", "Invalid Content Type")
        }
        guard !request.bytes.isEmpty else { throw .rest(400, "STT003", "Empty Sound Data") }
        guard request.bytes.count <= 3 << 20 else { throw .rest(413, "STT000", "Request Entity Too Large") }
        guard let language = request.query.text("lang") else { throw .rest(400, "STT004", "Empty Language") }
        let texts: [String: JSON] = ["Kor": "안녕하세요", "Eng": "Hello", "Jpn": "こんにちは", "Chn": "你好"]
        guard let text = texts[language] else { throw .rest(400, "STT005", "Invalid Language") }
        // Sound is not decoded here: 50,000 bytes are taken for a second. (inferred)
        guard request.bytes.count <= 60 * 50_000 else { throw .rest(413, "STT001", "Exceed Sound Data length") }
        return .json(["text": text])
    }

    private static let speak: LinkageCall.Handler = { _, request throws(Failure) in
        guard let speaker = request.field("speaker") else { throw .rest(400, "VS01", "speaker parameter is needed.") }
        guard speakers.contains(speaker) else { throw .rest(400, "VS02", "Unsupported speaker.") }
        if let speed = request.field("speed"), !(-5...10).contains(Int64(speed) ?? 99) {
            throw .rest(400, "VS04", "Unsupported speed.")
        }
        guard let text = request.field("text") else { throw .rest(400, "VS05", "text parameter is needed.") }
        guard text.count <= 2000 else { throw .rest(400, "VS06", "text parameter exceeds max length.") }
        return request.field("format") == "wav"
            ? Response(status: 200, contentType: "audio/wav", body: Picture.wav)
            : Response(status: 200, contentType: "audio/mpeg", body: Picture.mp3)
    }
}
