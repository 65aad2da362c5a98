package dev.trunkline.ai.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Gemini Live without a network, as strict as the service is known to be: it closes at the first message that its types do not know
 * ({@link ClientTypes}), that comes at the wrong time, or that its newer models refuse; it lets one connection have a session, and gives a
 * new handle after every turn. What it says is up to a test. Knows nothing of our codec. One thread at a time.
 */
public final class ScriptedGemini {

    static final int INVALID = 1007;
    static final int POLICY = 1008;
    static final int INTERNAL = 1011;

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<Connection> connections = new ArrayList<>();
    /** Why connections were closed, if it was a client's fault; a test that expects none asserts that it is empty. */
    final List<String> objections = new CopyOnWriteArrayList<>();

    private final Map<String, Session> sessions = new HashMap<>(); // by their newest handle and by older ones
    private final Script script;
    private int handles;
    boolean knowsNoHandles;

    /** What it does with what it hears. */
    public interface Script {
        default void onSetUp(Connection connection) {}

        default void onSound(Connection connection, byte[] linear16) {}

        default void onText(Connection connection, String text) {}

        default void onToolResponse(Connection connection, JsonNode response) {}
    }

    /** The way back to a client. */
    interface Wire {
        void send(String json);

        void close(int code, String reason);
    }

    ScriptedGemini(Script script) {
        this.script = script;
    }

    /** The conversation, over as many connections as it takes. */
    static final class Session {
        final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        final List<String> history = new ArrayList<>();
        private @Nullable Connection holder;
        private boolean historyOver;
    }

    Connection connect(Wire wire) {
        Connection connection = new Connection(wire);
        connections.add(connection);
        return connection;
    }

    Connection last() {
        return connections.get(connections.size() - 1);
    }

    /** One connection. */
    public final class Connection {
        final List<JsonNode> received = new ArrayList<>();
        private final Map<String, String> openTools = new HashMap<>();
        private final Wire wire;
        private @Nullable Session session;
        private boolean restricted;
        private boolean ended;
        private int tools;

        Connection(Wire wire) {
            this.wire = wire;
        }

        Session session() {
            if (session == null) {
                throw new AssertionError("not set up");
            }
            return session;
        }

        JsonNode setup() {
            return received.get(0).path("setup");
        }

        boolean isEnded() {
            return ended;
        }

        void onText(String text) {
            if (ended) {
                return;
            }
            try {
                JsonNode message = JSON.readTree(text);
                received.add(message);
                String objection = ClientTypes.objection(message);
                if (objection != null) {
                    refuse(INVALID, objection);
                } else if (session == null) {
                    onFirst(message.path("setup"));
                } else {
                    onNext(session, message);
                }
            } catch (JsonProcessingException e) {
                refuse(INVALID, "Invalid JSON payload received.");
            }
        }

        private void onFirst(JsonNode setup) {
            String handle = setup.path("sessionResumption").path("handle").asText(null);
            Session known = handle == null || knowsNoHandles ? null : sessions.get(handle);
            if (!setup.isObject()) {
                refuse(INVALID, "setup must be the first message and only the first");
            } else if (!setup.path("model").asText().startsWith("models/")) {
                refuse(POLICY, "is not found for API version v1beta, or is not supported for bidiGenerateContent.");
            } else if (setup.has("explicitVadSignal")
                    || setup.at("/sessionResumption/transparent").isBoolean()) {
                refuse(INVALID, "Request contains an invalid argument.");
            } else if (handle != null && known == null) {
                refuse(POLICY, "BidiGenerateContent session not found");
            } else if (known != null && known.holder != null && !known.holder.ended) {
                refuse(INTERNAL, "Internal error encountered.");
            } else {
                take(known == null ? new Session() : known, setup);
            }
        }

        private void take(Session taken, JsonNode setup) {
            session = taken;
            taken.holder = this;
            restricted = !setup.path("model").asText().contains("-2.");
            send("{\"setupComplete\":{}}");
            script.onSetUp(this);
        }

        private void onNext(Session present, JsonNode message) {
            if (message.has("clientContent")) {
                onContent(present, message.path("clientContent"));
            } else if (message.has("realtimeInput")) {
                present.historyOver = true;
                onRealtime(present, message.path("realtimeInput"));
            } else if (message.has("toolResponse")) {
                onToolResponse(message.path("toolResponse").path("functionResponses"));
            } else {
                refuse(INVALID, "Request contains an invalid argument.");
            }
        }

        private void onContent(Session present, JsonNode content) {
            boolean history =
                    setup().at("/historyConfig/initialHistoryInClientContent").asBoolean();
            if (restricted && (!history || present.historyOver)) {
                refuse(INVALID, "Request contains an invalid argument.");
                return;
            }
            for (JsonNode turn : content.path("turns")) {
                if (!List.of("user", "model").contains(turn.path("role").asText())) {
                    refuse(INVALID, "Please use a valid role: user, model.");
                    return;
                }
                turn.path("parts")
                        .forEach(part -> present.history.add(turn.path("role").asText() + ": "
                                + part.path("text").asText()));
            }
            present.historyOver |= content.path("turnComplete").asBoolean();
        }

        private void onRealtime(Session present, JsonNode input) {
            if (input.has("mediaChunks") || input.size() != 1) {
                refuse(INVALID, "Request contains an invalid argument.");
            } else if (input.has("audio")) {
                onSound(present, input.path("audio"));
            } else if (input.has("text")) {
                script.onText(this, input.path("text").asText());
            }
        }

        private void onSound(Session present, JsonNode blob) {
            if (!blob.path("mimeType").asText().equals("audio/pcm;rate=16000")) {
                refuse(INVALID, "Request contains an invalid argument.");
                return;
            }
            byte[] linear16 = Base64.getDecoder().decode(blob.path("data").asText());
            if (linear16.length == 0 || linear16.length % 2 != 0) {
                refuse(INVALID, "Request contains an invalid argument.");
                return;
            }
            present.heard.writeBytes(linear16);
            script.onSound(this, linear16);
        }

        private void onToolResponse(JsonNode responses) {
            for (JsonNode response : responses) {
                String name = openTools.remove(response.path("id").asText());
                JsonNode result = response.path("response");
                if (name == null || !name.equals(response.path("name").asText())) {
                    refuse(POLICY, "Requested entity was not found.");
                } else if (!result.has("output") && !result.has("error")) {
                    refuse(INVALID, "Request contains an invalid argument.");
                } else {
                    script.onToolResponse(this, response);
                }
            }
        }

        private void refuse(int code, String reason) {
            objections.add(code + " " + reason);
            close(code, reason);
        }

        void close(int code, String reason) {
            ended = true;
            wire.close(code, reason);
        }

        /** The client has gone. */
        void onClosed() {
            ended = true;
        }

        void send(String json) {
            if (!ended) {
                wire.send(json);
            }
        }

        void content(String fields) {
            send("{\"serverContent\":{" + fields + "}}");
        }

        /** Some of the agent's, linear16 of 24 kHz. */
        public void sound(byte[] linear16) {
            content("\"modelTurn\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"audio/pcm;rate=24000\",\"data\":\""
                    + Base64.getEncoder().encodeToString(linear16) + "\"}}]}");
        }

        /** More of what the caller says. */
        public void callerSaid(String piece) {
            content("\"inputTranscription\":{\"text\":\"" + piece + "\"}");
        }

        /** More of what the agent says. */
        public void agentSaid(String piece) {
            content("\"outputTranscription\":{\"text\":\"" + piece + "\"}");
        }

        /** All of the turn has been sent. */
        public void generationComplete() {
            content("\"generationComplete\":true");
        }

        /** The turn is over, and the session can be resumed from here. */
        public void turnComplete() {
            content("\"turnComplete\":true");
            giveHandle();
        }

        String giveHandle() {
            String handle = "handle-" + ++handles;
            sessions.put(handle, session());
            send("{\"sessionResumptionUpdate\":{\"newHandle\":\"" + handle + "\",\"resumable\":true}}");
            return handle;
        }

        String callTool(String name, String arguments) {
            String id = "function-call-" + connections.indexOf(this) + "-" + ++tools;
            openTools.put(id, name);
            send("{\"toolCall\":{\"functionCalls\":[{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"args\":"
                    + arguments + "}]}}");
            return id;
        }

        void cancelTool(String id) {
            openTools.remove(id);
            send("{\"toolCallCancellation\":{\"ids\":[\"" + id + "\"]}}");
        }

        void goAway(String timeLeft) {
            send("{\"goAway\":{\"timeLeft\":\"" + timeLeft + "\"}}");
        }
    }
}
