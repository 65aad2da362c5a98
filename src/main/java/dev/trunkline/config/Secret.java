package dev.trunkline.config;

/** Text that must not be printed. Immutable. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The text itself; not for logs, errors or URLs. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
