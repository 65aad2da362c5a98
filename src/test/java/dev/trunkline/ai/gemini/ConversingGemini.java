package dev.trunkline.ai.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Says one of everything that Gemini says, when it is asked by a text: for a client that waits for it. */
final class ConversingGemini implements ScriptedGemini.Script {

    static final int SECOND_BYTES = 2 * AudioWriter.SAMPLE_RATE_HZ;

    final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
    private int heardBytes;

    @Override
    public void onText(ScriptedGemini.Connection connection, String text) {
        said.add(text);
        switch (text) {
            case "interrupt" -> {
                connection.sound(new byte[9_600]);
                connection.content("\"interrupted\":true");
                connection.turnComplete();
            }
            case "tool" -> connection.callTool("look_up", "{\"number\":7}");
            case "cancel" -> connection.cancelTool(connection.callTool("look_up", "{}"));
            case "go" -> connection.goAway("50s");
            default -> answer(connection, "You said: " + text.length() + " letters.");
        }
    }

    @Override
    public void onSound(ScriptedGemini.Connection connection, byte[] linear16) {
        heardBytes += linear16.length;
        if (heardBytes >= SECOND_BYTES) {
            heardBytes = 0;
            connection.callerSaid("One ");
            connection.callerSaid("second.");
            answer(connection, "I heard a second.");
        }
    }

    @Override
    public void onToolResponse(ScriptedGemini.Connection connection, JsonNode response) {
        answer(connection, "The tool said: " + response.path("response").size());
    }

    private static void answer(ScriptedGemini.Connection connection, String words) {
        connection.sound(new byte[4_800]);
        connection.agentSaid(words);
        connection.sound(new byte[4_800]);
        connection.generationComplete();
        connection.turnComplete();
    }
}
