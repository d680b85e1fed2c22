import NcloudClient
import OrderedJSON
import Testing

@Suite struct ParametersTests {
    @Test("lists are numbered from one and objects nest by field")
    func flattening() {
        let missing: String? = nil
        let present: String? = "x"
        let parameters: Parameters = [
            "name": "web 1", "count": 3, "protect": true, "absent": missing, "present": present, "nothing": nil,
            "noList": ["12", "34"], "empty": [String](),
            "interfaces": [["order": 0, "groups": ["7", "8"]] as Parameters, ["order": 1]],
        ]
        #expect(
            parameters.flat.map { "\($0.name)=\($0.value)" } == [
                "name=web 1", "count=3", "protect=true", "present=x", "noList.1=12", "noList.2=34",
                "interfaces.1.order=0", "interfaces.1.groups.1=7", "interfaces.1.groups.2=8", "interfaces.2.order=1",
            ])
    }
}
