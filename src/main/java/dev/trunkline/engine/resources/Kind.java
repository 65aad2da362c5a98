package dev.trunkline.engine.resources;

/** What can be stored by name and version. */
public enum Kind {
    CONFIG("config"),
    PROMPT("prompt"),
    TOOL("tool");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** As in messages, and as it is stored. */
    public String label() {
        return label;
    }

    String path() {
        return "/v0/evi/" + label + "s";
    }

    String pageField() {
        return label + "s_page";
    }
}
