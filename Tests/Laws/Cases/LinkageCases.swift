extension KindCases {
    static let linkage = [
        KindCases(
            "PapagoGlossary",
            otherValues: [
                "terms": [
                    ["source": "ko", "target": "en", "triggerText": "나크르", "replaceText": "mother-of-pearl"],
                    ["source": "en", "target": "ko", "triggerText": "nacre", "replaceText": "나크르"],
                ]
            ])
    ]
}
