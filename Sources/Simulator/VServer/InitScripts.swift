import OrderedJSON

/// Init scripts: made and deleted at once, never changed. Source: api/vserver.md §3.5.
enum InitScripts {
    static let create: Action = { world, parameters throws(Failure) in
        let content = try parameters.required("initScriptContent")
        let system = parameters.text("osTypeCode") ?? "LNX"
        guard ["LNX", "WND"].contains(system) else { throw VServerRules.invalid("osTypeCode") }
        let name = try NameRule.check(parameters, "initScriptName") ?? world.madeUpName("init")
        let description = try NameRule.description(parameters, "initScriptDescription")
        let number = world.number(.network)
        world.insert(
            .initScript, id: number,
            [
                "initScriptNo": .string(number), "initScriptName": .string(name),
                "initScriptContent": .string(content), "initScriptDescription": .string(description),
                "osType": .string(system), "regionCode": "KR",
                "createDate": .string(Timestamp(milliseconds: world.now).korean),
            ])
        return VServerAnswers.initScript.answer(world, [number])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let numbers = try parameters.requiredList("initScriptNoList")
        for number in numbers { _ = try VServerAnswers.initScript.find(world, number) }
        let answer = VServerAnswers.initScript.answer(world, numbers)
        for number in numbers { world.remove(.initScript, number) }
        return answer
    }
}
