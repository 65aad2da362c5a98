package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of an answer's tool calls together, by whatever tells them apart: index, id, name, or their order. Not
 * thread-safe.
 */
final class ToolCallAssembler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int MAX_CALLS = 16;
    private static final int MAX_CHARS = 64 * 1024;
    private static final String NAMESPACE = "functions."; // models trained on OpenAI's format may put it before a name

    private final Set<String> offered;
    private final List<PartialToolCall> calls = new ArrayList<>();
    private int chunk;

    /** @param offered the names of the tools that there are */
    ToolCallAssembler(Set<String> offered) {
        this.offered = Set.copyOf(offered);
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Pieces of one chunk that nothing else tells apart are as many calls. */
    void nextChunk() {
        chunk++;
    }

    /**
     * Adds one entry of {@code delta.tool_calls}.
     *
     * @throws ModelFailure when there are too many, or one is too long
     */
    void add(JsonNode entry) {
        PartialToolCall.Piece piece = PartialToolCall.Piece.of(entry, chunk);
        PartialToolCall call = callOf(piece);
        if (call != null && !call.isFollowedBy(piece)) {
            call.add(piece);
        } else {
            if (calls.size() == MAX_CALLS) {
                throw ModelFailure.broken("the model asked for more than " + MAX_CALLS + " tools at once");
            }
            call = new PartialToolCall(piece, offered);
            calls.add(call);
        }
        if (call.lengthChars() > MAX_CHARS) {
            throw ModelFailure.broken("the arguments of a tool are longer than " + MAX_CHARS + " characters");
        }
    }

    /** To which it seems to belong: by its id, by its index, or because it comes next. */
    private @Nullable PartialToolCall callOf(PartialToolCall.Piece piece) {
        PartialToolCall sameId =
                last(call -> !piece.id().isEmpty() && piece.id().equals(call.id()));
        PartialToolCall sameIndex =
                last(call -> piece.index() != null && piece.index().equals(call.index()));
        if (sameId != null) {
            boolean isElsewhere = piece.index() != null
                    && sameId.index() != null
                    && !piece.index().equals(sameId.index());
            return isElsewhere && !piece.name().isEmpty() ? sameIndex : sameId;
        }
        if (piece.index() != null) {
            boolean isIndexed = calls.isEmpty() || calls.get(calls.size() - 1).index() != null;
            return isIndexed ? sameIndex : last(call -> true);
        }
        return last(call -> true);
    }

    private @Nullable PartialToolCall last(Predicate<PartialToolCall> wanted) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (wanted.test(calls.get(i))) {
                return calls.get(i);
            }
        }
        return null;
    }

    /**
     * All of them, as far as they were offered, in the order they were begun; {@code hang_up} comes last, for after it
     * nothing is done.
     *
     * @throws ModelFailure when the arguments of one are not a JSON object, or none was offered
     */
    List<ToolRequest> requests(DialogRequest request) {
        List<ToolRequest> requests = new ArrayList<>();
        List<ToolRequest> farewells = new ArrayList<>();
        for (PartialToolCall call : calls) {
            String name = call.name().startsWith(NAMESPACE) && !offered.contains(call.name())
                    ? call.name().substring(NAMESPACE.length())
                    : call.name();
            if (request.tool(name) != null) {
                requests.add(new ToolRequest(name, object(call.arguments()), false));
            } else if (request.builtinTools().contains(name) && name.equals(ToolRequest.HANG_UP)) {
                farewells.add(new ToolRequest(name, "{}", true));
            } else if (request.builtinTools().contains(name) && name.equals(ToolRequest.WEB_SEARCH)) {
                requests.add(new ToolRequest(name, object(call.arguments()), true));
            }
        }
        requests.addAll(farewells.subList(0, Math.min(1, farewells.size())));
        if (requests.isEmpty() && !calls.isEmpty()) {
            throw ModelFailure.broken("the model asked for a tool that was not offered");
        }
        return requests;
    }

    private static String object(String arguments) {
        if (arguments.isBlank() || arguments.strip().equals("null")) {
            return "{}";
        }
        if (isObject(arguments)) {
            return arguments;
        }
        String within = textIn(arguments); // text as a text, once too often
        if (!isObject(within)) {
            throw ModelFailure.broken("the arguments of a tool are not a JSON object");
        }
        return within;
    }

    private static String textIn(String json) {
        try {
            return JSON.readTree(json).asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** Whether it is one object and nothing more. */
    static boolean isObject(String json) {
        try {
            return STRICT.readTree(json).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
