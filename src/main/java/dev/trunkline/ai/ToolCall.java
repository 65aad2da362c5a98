package dev.trunkline.ai;

/**
 * The AI asks for something to be done. Immutable.
 *
 * @param id names this request; the answer carries it
 * @param name the tool
 * @param parametersJson its arguments, JSON text as the model wrote it: may be anything
 * @param builtin true when the AI side runs it itself and only tells us
 * @param responseRequired true when the AI waits for our answer
 */
public record ToolCall(String id, String name, String parametersJson, boolean builtin, boolean responseRequired) {}
