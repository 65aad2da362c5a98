package dev.trunkline.config;

import java.util.List;

/** The configuration cannot be used; the message lists every mistake, each with the name of the key and what to do. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 50;

    @SuppressWarnings("serial") // a List.of
    private final List<String> mistakes;

    /** Several at once. */
    public ConfigException(List<String> mistakes) {
        super("The configuration has " + (mistakes.size() == 1 ? "a mistake" : mistakes.size() + " mistakes")
                + ":\n  - " + String.join("\n  - ", mistakes.subList(0, Math.min(SHOWN, mistakes.size())))
                + (mistakes.size() > SHOWN ? "\n  and " + (mistakes.size() - SHOWN) + " more" : ""));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
