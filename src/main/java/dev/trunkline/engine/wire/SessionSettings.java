package dev.trunkline.engine.wire;

import dev.trunkline.engine.mind.Tool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants changed in its chat; null means "as it was". Immutable.
 *
 * @param audio the format of the caller's sound
 * @param tools functions the client runs; replaces the earlier list
 * @param builtinTools names of what the engine runs itself; replaces the earlier list
 * @param context what the model is to know; {@link Context#NONE} clears it
 * @param customSessionId put on every message from now on
 * @param systemPrompt the model's instructions, with {@code {{variables}}}
 * @param variables added to the earlier ones; numbers and booleans as text
 */
public record SessionSettings(
        @Nullable AudioFormat audio,
        @Nullable List<Tool> tools,
        @Nullable Set<String> builtinTools,
        @Nullable Context context,
        @Nullable String customSessionId,
        @Nullable String systemPrompt,
        Map<String, String> variables) {

    /**
     * Something the model is to know; it does not make it speak.
     *
     * @param text empty to forget the earlier ones
     * @param persistent true: for the rest of the chat; false: for the next answer only
     */
    public record Context(String text, boolean persistent) {
        public static final Context NONE = new Context("", true);
    }
}
