import Testing

@testable import Model

@Suite("contents of files") struct FileContentTests {
    @Test("bytes and digest come back from the text")
    func roundTrip() {
        for bytes: [UInt8] in [[], Array("hello".utf8), [0, 255, 10, 13, 32]] {
            let content = FileContent(bytes)
            #expect(FileContent(content.text)?.bytes == bytes)
            #expect(FileContent.withoutBytes(content.text) == content.digest)
        }
        #expect(FileContent(Array("hello".utf8)).digest == "md5:5d41402abc4b2a76b9719d911017c592")
    }

    @Test("a digest alone carries no bytes, and a text of another form stays as it is")
    func digests() {
        for text in ["md5:5d41402abc4b2a76b9719d911017c592", "md5:x not-base64!", "hello", "", "a b c"] {
            #expect(FileContent(text) == nil)
        }
        #expect(FileContent.withoutBytes("hello world") == "hello world")
    }

    @Test("contents mean the same when their digests do, whether or not the bytes are known")
    func comparison() {
        let content = FileContent(Array("hello".utf8))
        let format = TextFormat.fileContent
        #expect(format.normal(content.text) == format.normal(content.digest))
        #expect(format.normal(content.text) != format.normal(FileContent(Array("hallo".utf8)).text))
    }
}
