package dev.trunkline.engine.conversation;

import java.util.List;

/**
 * What the caller has missed of what the agent said, as events of the history. Immutable.
 *
 * @param wholly nothing of them was heard
 * @param partly the end of them was not heard
 */
public record MissedSpeech(List<String> wholly, List<String> partly) {}
