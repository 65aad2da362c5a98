package dev.trunkline.lab.report.call;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.lab.panel.InteractionPanel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one call. Immutable. The names of the components are the names in {@code call --json}. All times are
 * milliseconds since the media stream started, on the clock of the simulated phone.
 *
 * @param callSid the carrier's name of the call
 * @param from who called
 * @param to the number called
 * @param startedAt wall clock, ISO 8601 in UTC
 * @param endedBy whose doing the end was
 * @param end how it ended: the label that metrics use
 * @param durationMillis length of the call
 * @param transcript who said what, in order of {@code startMillis}
 * @param greetingMillis stream start to the agent's first sound; null when it never spoke
 * @param turns every change from caller to agent
 * @param bargeIns every time that the caller spoke over the agent
 * @param toolCalls what the agent asked for
 * @param transferredTo name of the destination that took the call, or null
 * @param transfers every attempt to reach somebody
 * @param digits keys that the caller pressed
 * @param underruns how often the agent's voice stopped in the middle of a sentence for want of sound
 * @param framesLost 20 ms frames that were sent and never arrived, both directions together
 * @param warnings what the carrier would have complained about
 * @param events everything that happened, for whoever wants to know
 * @param phone what the simulated phone counted, by name
 * @param bridgeRecord true when the bridge's own record of the call went into this; false for a bridge far away, where
 *     only what the phone noticed is known
 * @param invalid why the figures tell more of the machine that placed the call than of the bridge; empty when they do not
 * @param command the command that made the call, "" when unknown
 * @param panel how the two spoke together, measured at the phone; null when it was not
 * @param deadAirMillis the longest silence in which it was for the agent to speak; null when it was not measured
 */
public record CallReport(
        String callSid,
        String from,
        String to,
        String startedAt,
        EndedBy endedBy,
        String end,
        long durationMillis,
        List<Utterance> transcript,
        @Nullable Long greetingMillis,
        List<Turn> turns,
        List<BargeIn> bargeIns,
        List<ToolCall> toolCalls,
        @JsonSetter(nulls = Nulls.SET) @Nullable String transferredTo,
        List<Transfer> transfers,
        List<Digit> digits,
        long underruns,
        long framesLost,
        List<Warning> warnings,
        List<Event> events,
        Map<String, Long> phone,
        boolean bridgeRecord,
        List<String> invalid,
        String command,
        @JsonSetter(nulls = Nulls.SET) @Nullable InteractionPanel panel,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long deadAirMillis) {

    private static final JsonSetter.Value EMPTY_WHEN_MISSING = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.USE_GETTERS_AS_SETTERS)
            .withConfigOverride(String.class, o -> o.setSetterInfo(EMPTY_WHEN_MISSING))
            .withConfigOverride(List.class, o -> o.setSetterInfo(EMPTY_WHEN_MISSING))
            .withConfigOverride(Map.class, o -> o.setSetterInfo(EMPTY_WHEN_MISSING))
            .build();

    public CallReport {
        transcript = List.copyOf(transcript);
        turns = List.copyOf(turns);
        bargeIns = List.copyOf(bargeIns);
        toolCalls = List.copyOf(toolCalls);
        transfers = List.copyOf(transfers);
        digits = List.copyOf(digits);
        warnings = List.copyOf(warnings);
        events = List.copyOf(events);
        invalid = List.copyOf(invalid);
        phone = Collections.unmodifiableMap(new LinkedHashMap<>(phone));
    }

    /**
     * Reads a report; lists and texts that are missing are empty, unknown names are ignored.
     *
     * @throws IllegalArgumentException when something has the wrong type
     */
    public static CallReport fromJson(ObjectNode json) {
        return read(json, CallReport.class);
    }

    /** A part of a report, as {@link #fromJson} reads the whole. */
    public static <T> T read(JsonNode json, Class<T> type) {
        try {
            return JSON.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a call report: " + e.getOriginalMessage(), e);
        }
    }

    /** The report under the names of the contract. */
    public ObjectNode toJson() {
        return JSON.valueToTree(this);
    }

    /** End of the caller's speech to the agent's first sound, for every turn. */
    @JsonProperty(value = "turnMillis", access = JsonProperty.Access.READ_ONLY)
    public List<Long> turnMillis() {
        return turns.stream().map(Turn::tookMillis).toList();
    }

    /** Whether the figures may be believed. */
    @JsonProperty(value = "valid", access = JsonProperty.Access.READ_ONLY)
    public boolean isValid() {
        return invalid.isEmpty();
    }

    /** How many of the caller's utterances the agent made words of; 0 where the bridge's record is not known. */
    @JsonProperty(value = "understood", access = JsonProperty.Access.READ_ONLY)
    public long understood() {
        return bridgeRecord ? spoken().filter(HeardText::isUnderstood).count() : 0;
    }

    /** How many utterances the caller made to the agent. */
    @JsonProperty(value = "utterances", access = JsonProperty.Access.READ_ONLY)
    public long utterances() {
        return spoken().count();
    }

    private Stream<Utterance> spoken() {
        return transcript.stream().filter(said -> said.who() == Who.CALLER && !isSaidToPerson(said));
    }

    private boolean isSaidToPerson(Utterance said) {
        return transcript.stream()
                .filter(other -> other.who() != Who.CALLER && other.startMillis() <= said.startMillis())
                .reduce((earlier, later) -> later)
                .filter(last -> last.who() == Who.PERSON)
                .isPresent();
    }

    /** Who speaks. */
    public enum Who {
        @JsonProperty("caller")
        CALLER,
        @JsonProperty("agent")
        AGENT,
        /** Somebody to whom the caller was put through. */
        @JsonProperty("person")
        PERSON;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whose doing the end was. */
    public enum EndedBy {
        @JsonProperty("caller")
        CALLER,
        @JsonProperty("agent")
        AGENT,
        @JsonProperty("carrier")
        CARRIER,
        @JsonProperty("ai")
        AI,
        @JsonProperty("us")
        US
    }

    /**
     * One sentence. Immutable.
     *
     * @param who speaks
     * @param text what was to be said
     * @param startMillis its first sound
     * @param endMillis its last sound at the phone
     * @param heardMillis how much of it reached the other side
     * @param spokenMillis how long it is in full; more than {@code heardMillis} when it was cut
     * @param interrupted true when the caller cut it
     * @param heardText agent: the part that was heard of a cut sentence; caller: what the agent understood, "" for nothing;
     *     null when it is all of {@code text}
     * @param scores expression, name to 0..1; a few of the strongest, empty when not measured
     */
    public record Utterance(
            Who who,
            String text,
            long startMillis,
            long endMillis,
            long heardMillis,
            long spokenMillis,
            boolean interrupted,
            @JsonSetter(nulls = Nulls.SET) @Nullable String heardText,
            Map<String, Double> scores) {
        public Utterance {
            scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        }
    }

    /**
     * The word passes from the caller to the agent. Immutable.
     *
     * @param callerEndMillis the caller's last sound
     * @param agentStartMillis the agent's first sound after it
     */
    public record Turn(long callerEndMillis, long agentStartMillis) {
        long tookMillis() {
            return agentStartMillis - callerEndMillis;
        }
    }

    /**
     * The caller speaks over the agent. Immutable.
     *
     * @param atMillis the caller's first sound
     * @param reactionMillis from there to the agent's last sound at the phone
     * @param staleAudioMillis how much of the cut sentence was played after {@code clear}: 0 is right
     * @param heardMillis how much of the cut sentence had been heard
     */
    public record BargeIn(long atMillis, long reactionMillis, long staleAudioMillis, long heardMillis) {}

    /**
     * The agent asks for something to be done. Immutable.
     *
     * @param name the tool
     * @param parameters JSON text as the model wrote it: may be anything
     * @param outcome a label
     * @param content what the agent was answered
     * @param atMillis when it asked
     * @param tookMillis how long the answer took
     */
    public record ToolCall(
            String name, String parameters, String outcome, String content, long atMillis, long tookMillis) {}

    /**
     * An attempt to put the caller through. Immutable.
     *
     * @param destination its name
     * @param number masked
     * @param outcome what the carrier said: completed, busy, no-answer...
     * @param atMillis when it was dialled
     */
    public record Transfer(String destination, String number, String outcome, long atMillis) {}

    /**
     * A key was pressed. Immutable.
     *
     * @param key 0-9, *, #, A-D
     * @param atMillis when
     */
    public record Digit(String key, long atMillis) {}

    /**
     * A complaint of the carrier. Immutable.
     *
     * @param code the carrier's, such as 31951
     * @param text for people
     */
    public record Warning(String code, String text) {}

    /**
     * Something happened. Immutable.
     *
     * @param atMillis when
     * @param name a word
     * @param detail more of it, or ""
     */
    public record Event(long atMillis, String name, String detail) {}
}
