package dev.trunkline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.panel.LineActivity;
import dev.trunkline.lab.phone.CallerSound;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.lab.report.call.CallReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Puts together what the phone measured and what the bridge wrote down. Immutable. */
final class CallReports {

    /** Twilio logs it as an error whenever the server closes a stream, also when that is how the call goes on. */
    static final int OUR_OWN_CLOSE = 31921;

    private static final int SHOWN_DIGITS = 2;
    private static final long MOST_LATE_PERCENT = 1; // as a fleet: 99 of 100 frames are on time

    private final PhoneRecord phone;
    private final JsonNode bridge;
    private final Facts facts;
    private final AgentLines agent;

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
        long streamMillis = phone.streams().stream()
                .mapToLong(PhoneRecord.StreamRecord::startMillis)
                .filter(millis -> millis >= 0)
                .findFirst()
                .orElse(0);
        this.agent = new AgentLines(bridge, phone.conversation().agentSegments(), streamMillis);
    }

    CallReport report() {
        LineActivity line = LineActivity.of(phone);
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
                starved(),
                facts.command(),
                line.panel(),
                line.deadAirMillis());
    }

    /** Why its figures say more about this machine than about the bridge; empty when they do not. */
    private List<String> starved() {
        PhoneRecord.Quality quality = phone.quality();
        return quality.lateFrames() * 100L <= quality.framesSent() * MOST_LATE_PERCENT
                ? List.of()
                : List.of("this machine was too busy to place a call: it sent " + quality.lateFrames() + " of "
                        + quality.framesSent() + " frames over 20 ms late");
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
            List<String> heard = new ArrayList<>();
            Map<String, Double> scores = new LinkedHashMap<>();
            for (JsonNode line : bridge.path("transcript")) {
                long atMillis = agent.atPhone(line.path("startMillis").asLong(-1));
                if (line.path("who").asText().equals("caller")
                        && atMillis > utterance.startMillis()
                        && atMillis <= nextMillis) {
                    heard.add(line.path("text").asText());
                    AgentLines.scores(line).forEach((name, score) -> scores.merge(name, score, Math::max));
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
                    isSaidToAgent(utterance) && utterance.sound() == CallerSound.TURN ? String.join(" ", heard) : null,
                    scores));
        }
        return lines;
    }

    private boolean isSaidToAgent(PhoneRecord.Utterance utterance) {
        return !bridge.isMissingNode()
                && phone.streams().stream()
                        .anyMatch(stream -> stream.startMillis() >= 0
                                && stream.startMillis() <= utterance.startMillis()
                                && utterance.startMillis() < stream.endMillis());
    }

    private List<CallReport.Utterance> agentLines() {
        if (!bridge.isMissingNode()) {
            return agent.lines();
        }
        return phone.conversation().agentSegments().stream()
                .map(span -> line(CallReport.Who.AGENT, "(speaks)", span.startMillis(), span))
                .toList();
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
                // The clear travels in between.
                if (Math.abs(agent.atPhone(each.path("atMillis").asLong()) - seen.clearMillis()) < 500) {
                    heardMillis = each.path("heardMillis").asLong();
                }
            }
            bargeIns.add(new CallReport.BargeIn(
                    seen.callerStartMillis(), seen.reactionMillis(), seen.staleAudioMillis(), heardMillis));
        }
        return bargeIns;
    }

    private List<CallReport.ToolCall> toolCalls() {
        return read("toolCalls", CallReport.ToolCall.class)
                .map(tool -> new CallReport.ToolCall(
                        tool.name(),
                        tool.parameters(),
                        tool.outcome(),
                        tool.content(),
                        agent.atPhone(tool.atMillis()),
                        tool.tookMillis()))
                .toList();
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
        return events().stream()
                .filter(event -> event.name().equals("digit"))
                .map(event -> new CallReport.Digit(event.detail(), event.atMillis()))
                .toList();
    }

    private List<CallReport.Event> events() {
        return read("events", CallReport.Event.class)
                .map(event -> new CallReport.Event(agent.atPhone(event.atMillis()), event.name(), event.detail()))
                .toList();
    }

    /** A list in the bridge's record, whose names the report's are. */
    private <T> Stream<T> read(String list, Class<T> type) {
        return StreamSupport.stream(bridge.path(list).spliterator(), false).map(each -> CallReport.read(each, type));
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
        counts.put("keysHeard", (long) phone.audio().keysHeard().length());
        counts.put("messagesIgnored", (long) quality.messagesIgnored());
        return counts;
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
