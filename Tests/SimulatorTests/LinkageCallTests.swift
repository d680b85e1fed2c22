import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/linkage.md §3, §5.
@Suite("the calls of the linkage API") struct LinkageCallTests {
    @Test("an address is found, page by page, and a point is found again")
    func geocoding() async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client)
            let query = TestClient.escaped("불정로 6")
            let found = bench.call("GET", "/map-geocode/v2/geocode?query=" + query).json
            #expect(found["status"] == "OK")
            #expect(found["meta"]?["totalCount"] == 1)
            let (x, y) = (found["addresses"]?[0]?["x"]?.text ?? "", found["addresses"]?[0]?["y"]?.text ?? "")
            #expect((x, y) == ("127.1054328", "37.3595963"))
            let all = "/map-geocode/v2/geocode?query=korea&count=2"
            #expect(bench.call("GET", all).json["addresses"]?.elements.count == 2)
            #expect(bench.call("GET", all + "&page=2").json["addresses"]?.elements.count == 1)
            let wrong = bench.call("GET", "/map-geocode/v2/geocode")
            #expect((wrong.status, wrong.json["status"]) == (400, "INVALID_REQUEST"))
            let back = "/map-reversegeocode/v2/gc?coords=\(x),\(y)"
            #expect(bench.call("GET", back).body.hasPrefix("<?xml"))
            let json = bench.call("GET", back + "&output=json&orders=legalcode,admcode").json
            #expect(json["results"]?.elements.map { $0["name"] } == ["legalcode", "admcode"])
            let sea = bench.call("GET", "/map-reversegeocode/v2/gc?coords=130.0,30.0&output=json").json
            #expect((sea["status"]?["code"], sea["results"]) == (3, []))
        }
    }

    @Test("a way says by its code whether there is one, and takes as many stops as the product allows")
    func directions() async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client)
            let ends = "start=127.1054328,37.3595963&goal=127.036547,37.5000363"
            let way = bench.call("GET", "/map-direction/v1/driving?\(ends)&option=trafast:tracomfort").json
            #expect(way["code"] == 0)
            #expect(way["route"]?.members.keys.elements == ["trafast", "tracomfort"])
            let same = "start=127.1,37.3&goal=127.1,37.3"
            let none = bench.call("GET", "/map-direction/v1/driving?\(same)")
            #expect((none.status, none.json["code"], none.json["route"]) == (200, 1, nil))
            let stops = "&waypoints=" + Array(repeating: "127.0,37.4", count: 6).joined(separator: "%7C")
            #expect(bench.call("GET", "/map-direction/v1/driving?\(ends)\(stops)").status == 400)
            #expect(bench.call("GET", "/map-direction-15/v1/driving?\(ends)\(stops)").json["code"] == 0)
        }
    }

    @Test("a static map is a picture, and its data has a version")
    func staticMap() async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client)
            let map = "/map-static/v2/raster?w=300&h=300&center=127.1,37.3&level=16"
            #expect(bench.call("GET", map).headers["content-type"] == "image/jpeg")
            #expect(bench.call("GET", map + "&format=png").headers["content-type"] == "image/png")
            for wrong in ["?w=0&h=300&center=127.1,37.3&level=16", "?w=300&h=300", "?w=300&h=300&center=1,1&level=21"] {
                #expect(bench.call("GET", "/map-static/v2/raster" + wrong).status == 400)
            }
            #expect(bench.call("GET", "/map-static/v2/lastversion").json["version"] == "1.3")
        }
    }

    @Test("a translation refuses what it lacks with its own codes, and detects the language that it is not told")
    func translation() async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client)
            func code(_ body: JSON) -> String { bench.call("POST", "/nmt/v1/translation", json: body).code }
            #expect(code([:]) == "N2MT01")
            #expect(code(["source": "xx"]) == "N2MT02")
            #expect(code(["source": "ko"]) == "N2MT03")
            #expect(code(["source": "ko", "target": "xx"]) == "N2MT04")
            #expect(code(["source": "ko", "target": "ko", "text": "a"]) == "N2MT05")
            #expect(code(["source": "ko", "target": "en"]) == "N2MT07")
            let long = String(repeating: "가", count: 5001)
            #expect(code(["source": "ko", "target": "en", "text": .string(long)]) == "N2MT08")
            let form = "source=auto&target=en&text=" + TestClient.escaped("안녕")
            let result = bench.call("POST", "/nmt/v1/translation", body: form).json["message"]?["result"]
            #expect(result?["srcLangType"] == "ko")
            #expect(result?["translatedText"] == "[en] 안녕")
            let texts: [JSON] = ["안녕", "さくら", "hello"]
            let found = texts.map { bench.call("POST", "/langs/v1/dect", json: ["query": $0]).json["langCode"] }
            #expect(found == ["ko", "ja", "en"])
            #expect(bench.call("POST", "/langs/v1/dect").code == "LD01")
        }
    }

    @Test("a document is translated in three calls, and a page in one")
    func documents() async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client)
            func part(_ name: String, _ text: String) -> String {
                "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n"
            }
            let file =
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n--x--\r\n"
            let body = part("source", "en") + part("target", "ko") + file
            let type = "multipart/form-data; boundary=x"
            let made = bench.call("POST", "/doc-trans/v1/translate", body: body, type: type)
            let id = made.json["data"]?["requestId"]?.text ?? ""
            #expect(bench.call("GET", "/doc-trans/v1/status?requestId=" + id).json["data"]?["status"] == "COMPLETE")
            #expect(bench.call("GET", "/doc-trans/v1/download?requestId=" + id).body == "[ko] hello")
            let same = part("source", "en") + part("target", "en") + file
            #expect(bench.call("POST", "/doc-trans/v1/translate", body: same, type: type).code == "37")
            let page = bench.call(
                "POST", "/web-trans/v1/translate", json: ["source": "en", "target": "ko", "html": "<p>hi</p>"])
            #expect(page.body == "[ko] <p>hi</p>")
        }
    }

    @Test("speech is recognized from plain bytes, and text is spoken")
    func clova() async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client)
            let bytes = "application/octet-stream"
            func stt(_ lang: String, _ body: String, _ type: String = bytes) -> TestClient.Reply {
                bench.call("POST", "/recog/v1/stt" + lang, body: body, type: type)
            }
            #expect(stt("?lang=Kor", "sound").json["text"] == "안녕하세요")
            #expect(stt("?lang=Kor", "sound", "audio/mpeg").code == "STT002")
            #expect(stt("", "sound").code == "STT004")
            #expect(stt("?lang=Kor", String(repeating: "a", count: 3 << 20 + 1)).code == "STT000")
            #expect(stt("?lang=Kor", String(repeating: "a", count: 3_000_001)).code == "STT001")
            let speech = bench.call("POST", "/tts-premium/v1/tts", body: "speaker=nara&text=hello")
            #expect((speech.status, speech.headers["content-type"]) == (200, "audio/mpeg"))
            #expect(bench.call("POST", "/tts-premium/v1/tts", body: "text=hello").code == "VS01")
            #expect(bench.call("POST", "/tts-premium/v1/tts", body: "speaker=nobody&text=hello").code == "VS02")
            #expect(bench.call("POST", "/tts-premium/v1/tts", body: "speaker=nara").code == "VS05")
        }
    }

    @Test(
        "a key is compared once, after its picture or sound was fetched",
        arguments: [
            ("/captcha/v1/nkey", "/captcha-bin/v1/ncaptcha"), ("/scaptcha/v1/skey", "/scaptcha-bin/v1/scaptcha"),
        ])
    func captcha(_ keys: String, _ files: String) async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client)
            func fresh() -> String { bench.call("GET", keys + "?code=0").json["key"]?.text ?? "" }
            let key = fresh()
            let compare = "\(keys)?code=1&key=\(key)&value=\(key.prefix(6).uppercased())"
            #expect(bench.call("GET", compare).code == "CT002")
            #expect(bench.call("GET", "\(files)?key=\(key)").status == 200)
            #expect(bench.call("GET", compare).json["result"] == true)
            #expect(bench.call("GET", compare).code == "CT001")
            let other = fresh()
            _ = bench.call("GET", "\(files)?key=\(other)")
            #expect(bench.call("GET", "\(keys)?code=1&key=\(other)&value=no").json["result"] == false)
        }
    }

    @Test("trends and places are searched, and what was not applied for at the HUB is forbidden")
    func search() async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client)
            let wanted: JSON = [
                "startDate": "2026-01-01", "endDate": "2026-01-31", "timeUnit": "month",
                "keywordGroups": [["groupName": "cloud", "keywords": ["cloud"]]],
            ]
            let trend = bench.call("POST", "/datalab/v1/search", json: wanted).json
            #expect(trend["results"]?[0]?["title"] == "cloud")
            #expect(bench.call("POST", "/datalab/v1/search", json: wanted.with(["timeUnit": "year"])).status == 400)
            let hub = LinkageBench(client, ["generation": "hub"])
            let place = hub.call("GET", "/search/v1/local?query=" + TestClient.escaped("강남구")).json
            #expect((place["total"], place["items"]?[0]?["title"]) == (1, "역삼동"))
            let without = LinkageBench(client, ["generation": "hub", "services": []])
            #expect(without.refusal("GET", "/search/v1/local?query=a") == "403/230 Forbidden")
        }
    }
}
