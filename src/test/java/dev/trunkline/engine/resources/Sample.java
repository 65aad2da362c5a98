package dev.trunkline.engine.resources;

/** What the three kinds have in common for a test: where they are, and something to post. */
enum Sample {
    CONFIGS(
            "configs",
            "\"evi_version\": \"3\"",
            "evi_version",
            "\"evi_version\": \"4-mini\", \"language_model\": {\"model_provider\": \"OPEN_AI\", \"model_resource\": \"x\"}",
            "4-mini"),
    PROMPTS("prompts", "\"text\": \"Be kind.\"", "text", "\"text\": \"Be brief.\"", "Be brief."),
    TOOLS("tools", "\"parameters\": \"{}\"", "parameters", "\"parameters\": \"{ }\"", "{ }");

    private final String plural;
    private final String fields;
    final String changedField;
    private final String changedFields;
    final String changedValue;

    Sample(String plural, String fields, String changedField, String changedFields, String changedValue) {
        this.plural = plural;
        this.fields = fields;
        this.changedField = changedField;
        this.changedFields = changedFields;
        this.changedValue = changedValue;
    }

    String path() {
        return "/v0/evi/" + plural;
    }

    String pageField() {
        return plural + "_page";
    }

    /** The first version. */
    String named(String name) {
        return "{\"name\": \"" + name + "\", \"version_description\": \"first\", " + fields + "}";
    }

    /** A further version. */
    String changed() {
        return "{\"version_description\": \"second\", " + changedFields + "}";
    }
}
