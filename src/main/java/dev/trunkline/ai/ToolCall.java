package dev.trunkline.ai;

/**
 * The AI asks for something to be done. What is longer than any name or arguments of ours can be is cut, and so found wrong: a call
 * remembers many of them. Immutable.
 *
 * @param id names this request; the answer carries it
 * @param name the tool
 * @param parametersJson its arguments, JSON text as the model wrote it: may be anything
 * @param builtin true when the AI side runs it itself and only tells us
 * @param responseRequired true when the AI waits for our answer
 */
public record ToolCall(String id, String name, String parametersJson, boolean builtin, boolean responseRequired) {

    /** A far end whose ids are longer is not answered. */
    public static final int MOST_ID_CHARACTERS = 512;

    private static final int MOST_NAME_CHARACTERS = 512;
    private static final int MOST_PARAMETERS_CHARACTERS = 65_536;

    public ToolCall {
        name = cut(name, MOST_NAME_CHARACTERS);
        parametersJson = cut(parametersJson, MOST_PARAMETERS_CHARACTERS);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** Whether it asks for the same, and is called the same. */
    public boolean repeats(ToolCall other) {
        return id.equals(other.id) && name.equals(other.name) && parametersJson.equals(other.parametersJson);
    }
}
