package dev.trunkline.engine.mind;

/**
 * A model wants something done. Immutable.
 *
 * @param name of the tool
 * @param parametersJson its arguments, a JSON object as text
 * @param builtin true for what the engine does itself ({@code hang_up}, {@code web_search}): no client answers it
 */
public record ToolRequest(String name, String parametersJson, boolean builtin) {

    /** The engine looks something up, by the {@code query} of its parameters. */
    public static final String WEB_SEARCH = "web_search";

    /** The engine's own way to end a chat: it closes the socket when all has been sent. */
    public static final String HANG_UP = "hang_up";
}
