package dev.trunkline.engine.hearing;

import dev.trunkline.engine.expression.Expression;
import dev.trunkline.net.Workers;
import dev.trunkline.speech.Ears;
import dev.trunkline.speech.VoiceActivity;
import java.util.function.Supplier;

/**
 * What callers are heard with, shared by all chats. Immutable; its parts are thread-safe.
 *
 * @param voiceActivity a new one for every chat, called on the chat's loop
 * @param expression scores how something was said
 * @param workers where ears and expression run
 */
public record HearingParts(Ears ears, Supplier<VoiceActivity> voiceActivity, Expression expression, Workers workers) {}
