package dev.trunkline.continuity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.HeardLine.Speaker;
import dev.trunkline.call.CallContinuation;
import dev.trunkline.call.CutOff;
import dev.trunkline.continuity.RememberedCall.Owner;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call's state as JSON, for stores. Reads what an older or a newer version wrote as far as it understands it: unknown fields
 * are skipped, and what makes no sense is no state. Thread-safe.
 */
final class StateJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_TEXT = 2_000; // of one sentence: more is not kept
    private static final String HANG_UP = "hang_up";
    private static final String GO_ON = "go_on";
    private static final String TRANSFER = "transfer";
    private static final String APOLOGISE = "apologise";

    private StateJson() {}

    static String write(RememberedCall call) {
        ObjectNode json = JSON.createObjectNode();
        json.put("call", call.callSid())
                .put("from", call.from())
                .put("to", call.to())
                .put("visit", call.visit())
                .put("streams", call.streams())
                .put("began", call.beganMillis())
                .put("node", call.owner().node())
                .put("generation", call.owner().generation())
                .put("revision", call.owner().revision());
        put(json, "route", call.route());
        put(json, "group", call.chatGroupId());
        put(json, "farEnd", call.farEnd().isEmpty() ? null : call.farEnd());
        put(json, "news", call.news());
        if (call.continuation() != null) {
            write(json.putObject("left"), call.continuation());
        }
        Briefing briefing = call.briefing();
        if (briefing != null && !briefing.equals(Briefing.NONE)) {
            ObjectNode brief = json.putObject("briefing");
            put(brief, "route", briefing.route());
            put(brief, "greeting", briefing.greeting());
            put(brief, "language", briefing.language());
            ObjectNode variables = brief.putObject("variables");
            briefing.variables().forEach(variables::put);
        }
        if (!call.heard().lines().isEmpty()) {
            var lines = json.putArray("heard");
            call.heard()
                    .lines()
                    .forEach(line ->
                            lines.addObject().put(line.speaker() == Speaker.CALLER ? "caller" : "agent", line.text()));
            json.put("unanswered", call.heard().unanswered());
        }
        return json.toString();
    }

    private static void write(ObjectNode json, CallContinuation left) {
        CarrierInstruction next = left.next();
        if (next instanceof Transfer transfer) {
            json.put("next", TRANSFER)
                    .put("destination", transfer.destination())
                    .put("number", transfer.number())
                    .put("ringSeconds", transfer.ringSeconds())
                    .put("mustAccept", transfer.mustAccept());
            put(json, "callerId", transfer.callerId());
        } else if (next instanceof Apologise apology) {
            json.put("next", APOLOGISE).put("words", text(apology.words()));
            put(json, "number", apology.number());
            put(json, "callerId", apology.callerId());
        } else {
            json.put("next", next instanceof GoOn ? GO_ON : HANG_UP);
        }
        put(json, "group", left.chatGroupId());
        json.put("whisper", text(left.whisper()));
        CutOff cut = left.cutOff();
        if (cut != null) {
            json.putObject("cutOff")
                    .put("said", text(cut.said()))
                    .put("unsaid", text(cut.unsaid()))
                    .put("resumption", text(cut.resumption()))
                    .put("unanswered", text(cut.unanswered()));
        }
    }

    /** Null when it is none. */
    static @Nullable RememberedCall read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            String callSid = json.path("call").asText("");
            return callSid.isEmpty() ? null : read(callSid, json);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static RememberedCall read(String callSid, JsonNode json) {
        return new RememberedCall(
                callSid,
                json.path("from").asText(""),
                json.path("to").asText(""),
                Math.max(1, json.path("visit").asInt(1)),
                textOf(json, "route"),
                textOf(json, "group"),
                continuation(json.path("left")),
                textOf(json, "news"),
                Math.max(0, json.path("streams").asInt()),
                new Owner(
                        json.path("node").asText(""),
                        Math.max(0, json.path("generation").asLong()),
                        Math.max(0, json.path("revision").asLong())),
                heard(json),
                briefing(json.path("briefing")),
                json.path("farEnd").asText(""),
                Math.max(0, json.path("began").asLong()));
    }

    private static @Nullable Briefing briefing(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        Map<String, String> variables = new HashMap<>();
        json.path("variables")
                .properties()
                .forEach(each -> variables.put(each.getKey(), each.getValue().asText("")));
        return new Briefing(textOf(json, "route"), variables, textOf(json, "greeting"), textOf(json, "language"));
    }

    private static @Nullable CallContinuation continuation(JsonNode json) {
        CarrierInstruction next = switch (json.path("next").asText("")) {
            case HANG_UP -> new HangUp();
            case GO_ON -> new GoOn();
            case APOLOGISE ->
                new Apologise(json.path("words").asText(""), textOf(json, "number"), textOf(json, "callerId"));
            case TRANSFER -> transfer(json);
            default -> null;
        };
        return next == null
                ? null
                : new CallContinuation(
                        next, textOf(json, "group"), json.path("whisper").asText(""), cutOff(json.path("cutOff")));
    }

    private static @Nullable Transfer transfer(JsonNode json) {
        String number = textOf(json, "number");
        return number == null
                ? null
                : new Transfer(
                        json.path("destination").asText(""),
                        number,
                        textOf(json, "callerId"),
                        json.path("ringSeconds").asInt(20),
                        json.path("mustAccept").asBoolean());
    }

    private static @Nullable CutOff cutOff(JsonNode json) {
        return json.isObject()
                ? new CutOff(
                        json.path("said").asText(""),
                        json.path("unsaid").asText(""),
                        json.path("resumption").asText(""),
                        json.path("unanswered").asText(""))
                : null;
    }

    private static HeardSoFar heard(JsonNode json) {
        List<HeardLine> lines = new ArrayList<>();
        for (JsonNode line : json.path("heard")) {
            boolean byCaller = line.has("caller");
            lines.add(new HeardLine(
                    byCaller ? Speaker.CALLER : Speaker.AGENT,
                    line.path(byCaller ? "caller" : "agent").asText("")));
        }
        return new HeardSoFar(lines, json.path("unanswered").asText(""));
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, text(value));
        }
    }

    private static String text(String whole) {
        return whole.length() <= MAX_TEXT ? whole : whole.substring(0, MAX_TEXT);
    }

    private static @Nullable String textOf(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isTextual() ? value.asText() : null;
    }
}
