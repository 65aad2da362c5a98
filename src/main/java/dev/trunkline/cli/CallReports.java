package dev.trunkline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.lab.report.CallReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what the phone measured and what the bridge wrote down. Immutable. */
final class CallReports {

    /** Twilio logs it as an error whenever the server closes a stream, also when that is how the call goes on. */
    static final int OUR_OWN_CLOSE = 31921;

    private static final int SHOWN_DIGITS = 2;

    private final PhoneRecord phone;
    private final JsonNode bridge;
    private final Facts facts;

    /**
     * What the command knows.
     *
     * @param startedAt when the call was placed
     * @param personWords what somebody says to whom the caller is put through
     * @param command the command line
     */
    record Facts(String from, String to, Instant startedAt, String personWords, String command) {}

    /** @param bridge its record, or a missing node */
    CallReports(PhoneRecord phone, JsonNode bridge, Facts facts) {
        this.phone = phone;
        this.bridge = bridge;
        this.facts = facts;
    }

    CallReport report() {
        long greetingMillis = phone.conversation().greetingMillis();
        return new CallReport(
                phone.callSid(),
                facts.from(),
                facts.to(),
                facts.startedAt().toString(),
                endedBy(),
                end(),
                phone.ending().endedAtMillis(),
                transcript(),
                greetingMillis < 0 ? null : greetingMillis,
                turns(),
                bargeIns(),
                toolCalls(),
                text(bridge, "transferredTo"),
                transfers(),
                digits(),
                phone.quality().underruns(),
                phone.quality().framesLost() + bridge.path("framesLost").asLong(0),
                phone.carrier().warnings().stream()
                        .filter(warning -> warning.code() != OUR_OWN_CLOSE)
                        .map(warning -> new CallReport.Warning(String.valueOf(warning.code()), warning.text()))
                        .toList(),
                events(),
                counts(),
                !bridge.isMissingNode(),
                facts.command());
    }

    private CallReport.EndedBy endedBy() {
        String label = text(bridge, "endedBy");
        if (label == null) {
            return switch (phone.ending().hungUpBy()) {
                case CALLER -> CallReport.EndedBy.CALLER;
                case AGENT -> CallReport.EndedBy.AGENT;
                case CARRIER -> CallReport.EndedBy.CARRIER;
            };
        }
        return CallReport.EndedBy.valueOf(label.toUpperCase(Locale.ROOT));
    }

    private String end() {
        String end = text(bridge, "end");
        return end == null ? phone.ending().status() : end;
    }

    private List<CallReport.Utterance> transcript() {
        List<CallReport.Utterance> lines = new ArrayList<>();
        lines.addAll(callerLines());
        lines.addAll(agentLines());
        for (PhoneRecord.Said said : phone.carrier().said()) {
            lines.add(line(CallReport.Who.AGENT, said.words(), said.atMillis(), soundAfter(said.atMillis())));
        }
        for (PhoneRecord.Dialled dialled : phone.carrier().dialled()) {
            if (dialled.outcome().equals("answered")) {
                long startMillis = soundAfter(dialled.atMillis()).startMillis();
                lines.add(line(CallReport.Who.PERSON, facts.personWords(), startMillis, soundAfter(startMillis)));
            }
        }
        lines.sort(Comparator.comparingLong(CallReport.Utterance::startMillis));
        return lines;
    }

    /** What was said, with what the agent understood of it: its transcript that came before the next utterance's. */
    private List<CallReport.Utterance> callerLines() {
        List<PhoneRecord.Utterance> said = phone.conversation().callerUtterances();
        List<CallReport.Utterance> lines = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            PhoneRecord.Utterance utterance = said.get(i);
            long nextMillis = i + 1 < said.size() ? said.get(i + 1).endMillis() : Long.MAX_VALUE;
            String heard = null;
            for (JsonNode line : bridge.path("transcript")) {
                long atMillis = line.path("startMillis").asLong(-1);
                if (line.path("who").asText().equals("caller")
                        && atMillis > utterance.startMillis()
                        && atMillis <= nextMillis) {
                    heard = heard == null
                            ? line.path("text").asText()
                            : heard + " " + line.path("text").asText();
                }
            }
            long spokenMillis = utterance.endMillis() - utterance.startMillis();
            lines.add(new CallReport.Utterance(
                    CallReport.Who.CALLER,
                    utterance.text(),
                    utterance.startMillis(),
                    utterance.endMillis(),
                    spokenMillis,
                    spokenMillis,
                    false,
                    heard,
                    Map.of()));
        }
        return lines;
    }

    private List<CallReport.Utterance> agentLines() {
        List<CallReport.Utterance> lines = new ArrayList<>();
        for (JsonNode line : bridge.path("transcript")) {
            if (!line.path("who").asText().equals("agent")
                    || !line.path("startMillis").isNumber()) {
                continue;
            }
            long startMillis = line.path("startMillis").asLong();
            long heardMillis = line.path("heardMillis").asLong(0);
            boolean interrupted = line.path("interrupted").asBoolean();
            Map<String, Double> scores = new LinkedHashMap<>();
            line.path("scores")
                    .properties()
                    .forEach(
                            score -> scores.put(score.getKey(), score.getValue().asDouble()));
            lines.add(new CallReport.Utterance(
                    CallReport.Who.AGENT,
                    line.path("text").asText(),
                    startMillis,
                    startMillis + heardMillis,
                    heardMillis,
                    line.path("spokenMillis").asLong(heardMillis),
                    interrupted,
                    interrupted ? line.path("heardText").asText() : null,
                    scores));
        }
        if (bridge.isMissingNode()) {
            for (PhoneRecord.Span span : phone.conversation().agentSegments()) {
                lines.add(line(CallReport.Who.AGENT, "(speaks)", span.startMillis(), span));
            }
        }
        return lines;
    }

    private static CallReport.Utterance line(
            CallReport.Who who, String text, long startMillis, PhoneRecord.Span sound) {
        long millis = Math.max(0, sound.endMillis() - startMillis);
        return new CallReport.Utterance(
                who, text, startMillis, startMillis + millis, millis, millis, false, null, Map.of());
    }

    private PhoneRecord.Span soundAfter(long atMillis) {
        for (PhoneRecord.Span span : phone.conversation().agentSegments()) {
            if (span.endMillis() > atMillis) {
                return new PhoneRecord.Span(Math.max(span.startMillis(), atMillis), span.endMillis());
            }
        }
        return new PhoneRecord.Span(atMillis, atMillis);
    }

    private List<CallReport.Turn> turns() {
        return phone.conversation().callerUtterances().stream()
                .filter(utterance -> utterance.answeredAfterMillis() >= 0)
                .map(utterance -> new CallReport.Turn(
                        utterance.endMillis(), utterance.endMillis() + utterance.answeredAfterMillis()))
                .toList();
    }

    private List<CallReport.BargeIn> bargeIns() {
        List<CallReport.BargeIn> bargeIns = new ArrayList<>();
        JsonNode written = bridge.path("bargeIns");
        for (PhoneRecord.BargeIn seen : phone.conversation().bargeIns()) {
            long heardMillis = seen.playedMillisAtClear();
            for (JsonNode each : written) {
                // Both clocks run from the stream's start; the clear travels in between.
                if (Math.abs(each.path("atMillis").asLong() - seen.clearMillis()) < 500) {
                    heardMillis = each.path("heardMillis").asLong();
                }
            }
            bargeIns.add(new CallReport.BargeIn(
                    seen.callerStartMillis(), seen.reactionMillis(), seen.staleAudioMillis(), heardMillis));
        }
        return bargeIns;
    }

    private List<CallReport.ToolCall> toolCalls() {
        List<CallReport.ToolCall> tools = new ArrayList<>();
        for (JsonNode tool : bridge.path("toolCalls")) {
            tools.add(new CallReport.ToolCall(
                    tool.path("name").asText(),
                    tool.path("parameters").asText(),
                    tool.path("outcome").asText(""),
                    tool.path("content").asText(""),
                    tool.path("atMillis").asLong(),
                    tool.path("tookMillis").asLong()));
        }
        return tools;
    }

    private List<CallReport.Transfer> transfers() {
        String destination = text(bridge, "transferredTo");
        return phone.carrier().dialled().stream()
                .map(dialled -> new CallReport.Transfer(
                        destination == null ? "" : destination,
                        masked(dialled.number()),
                        dialled.outcome(),
                        dialled.atMillis()))
                .toList();
    }

    private static String masked(String number) {
        int hidden = Math.max(0, number.length() - SHOWN_DIGITS);
        return "*".repeat(hidden) + number.substring(hidden);
    }

    private List<CallReport.Digit> digits() {
        List<CallReport.Digit> digits = new ArrayList<>();
        for (JsonNode event : bridge.path("events")) {
            if (event.path("name").asText().equals("digit")) {
                digits.add(new CallReport.Digit(
                        event.path("detail").asText(), event.path("atMillis").asLong()));
            }
        }
        return digits;
    }

    private List<CallReport.Event> events() {
        List<CallReport.Event> events = new ArrayList<>();
        for (JsonNode event : bridge.path("events")) {
            events.add(new CallReport.Event(
                    event.path("atMillis").asLong(),
                    event.path("name").asText(),
                    event.path("detail").asText()));
        }
        return events;
    }

    private Map<String, Long> counts() {
        PhoneRecord.Quality quality = phone.quality();
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("framesSent", (long) quality.framesSent());
        counts.put("lateFrames", (long) quality.lateFrames());
        counts.put("marksReceived", (long) quality.marksReceived());
        counts.put("marksReturned", (long) quality.marksReturned());
        counts.put("agentBytesReceived", quality.agentBytesReceived());
        counts.put("agentBytesPlayed", quality.agentBytesPlayed());
        counts.put("messagesIgnored", (long) quality.messagesIgnored());
        return counts;
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
