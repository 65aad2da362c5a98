package dev.trunkline.engine.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.engine.access.RealtimeAccess;
import dev.trunkline.engine.controlplane.OpenChats;
import dev.trunkline.engine.history.History;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.realtime.session.ServedSession;
import dev.trunkline.engine.realtime.wire.BadEvent;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.engine.realtime.wire.SessionConfig.Kind;
import dev.trunkline.engine.realtime.wire.SessionReader;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.WebSocketEndpoint.Accept;
import dev.trunkline.net.http.WebSocketEndpoint.Decision;
import dev.trunkline.net.http.WebSocketEndpoint.Refuse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens sessions, as many as there may be chats and sessions together: {@code WS /v1/realtime}. Thread-safe. */
public final class RealtimeEndpoint implements RealtimeAccess.Sessions {

    public static final String PATH = "/v1/realtime";

    /** What a session calls its model whose client names none. */
    public static final String USUAL_MODEL = "gpt-realtime";

    private static final String USUAL_VOICE =
            "marin"; // as documented; the engine knows no such name, and takes its own
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024; // as EVI's: more than any event needs
    private static final int MAX_MODEL_CHARS = 256;
    private static final JsonMapper JSON = new JsonMapper();

    private final ServedSession.Parts parts;
    private final int maxSessions;
    private final History history;
    private final OpenChats open;

    /**
     * @param history where sessions are kept, as chats are
     * @param open the seats, shared with EVI's chats
     */
    public RealtimeEndpoint(ServedSession.Parts parts, int maxSessions, History history, OpenChats open) {
        this.history = history;
        this.parts = parts;
        this.maxSessions = maxSessions;
        this.open = open;
    }

    /** What holds for a session whose client says nothing. */
    public SessionConfig usual() {
        return usual(USUAL_MODEL);
    }

    private SessionConfig usual(String model) {
        ChatPlan.Agent agent = parts.plan().agent();
        String voice = agent.voice();
        return SessionConfig.usual(model, agent.systemPrompt(), voice == null ? USUAL_VOICE : voice);
    }

    @Override
    public Decision open(HttpRequest request, @Nullable String sessionJson) {
        SessionConfig config;
        try {
            config = config(request, sessionJson);
        } catch (BadEvent e) {
            return new Refuse(HttpResponse.text(400, e.text()));
        }
        if (!open.takeSeat(maxSessions)) {
            return new Refuse(new HttpResponse(503, "", new byte[0], Map.of("Retry-After", "5")));
        }
        return new Accept(new SessionSocket(parts, config, history, open), MAX_MESSAGE_BYTES);
    }

    private SessionConfig config(HttpRequest request, @Nullable String sessionJson) {
        String model = request.queryValue("model");
        if (model != null && model.length() > MAX_MODEL_CHARS) {
            throw BadEvent.invalid("model", "it may have " + MAX_MODEL_CHARS + " characters");
        }
        String intent = request.queryValue("intent");
        if (intent != null && !intent.equals(Kind.TRANSCRIPTION.type())) {
            throw BadEvent.invalid("intent", "it may be " + Kind.TRANSCRIPTION.type());
        }
        SessionConfig usual = usual(model == null || model.isEmpty() ? USUAL_MODEL : model);
        try {
            if (sessionJson != null) {
                return SessionReader.begin(usual, JSON.readTree(sessionJson));
            }
            return intent == null ? usual : usual.transcribing();
        } catch (JsonProcessingException e) {
            throw new BadEvent("invalid_json", "The client secret's session is not JSON.", null);
        }
    }
}
