package dev.trunkline.flight;

import static dev.trunkline.flight.FlightKind.Part.NUMBER;
import static dev.trunkline.flight.FlightKind.Part.SOUND;
import static dev.trunkline.flight.FlightKind.Part.TEXT;
import static dev.trunkline.flight.FlightKind.Part.VALUE;
import static dev.trunkline.flight.FlightKind.Side.ASIDE;
import static dev.trunkline.flight.FlightKind.Side.IN;
import static dev.trunkline.flight.FlightKind.Side.OUT;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can stand in a flight: its code in the file, which side it comes from, what it carries. Codes are never used for
 * something else. What each part means stands in replay.md, and a test compares.
 */
public enum FlightKind {
    BEGIN(1, IN),
    TICK(2, IN),
    TIMER(3, IN, NUMBER),
    CALLER_AUDIO(4, IN, SOUND),
    DIGIT(5, IN, NUMBER),
    PLAYED(6, IN, NUMBER),
    PHONE_REJECTED(7, IN, TEXT),
    STREAM_ENDED(8, IN, TEXT),
    CALL_COMPLETED(9, IN),
    END_ORDERED(10, IN, TEXT),
    MOVE_ORDERED(11, IN, NUMBER),
    SUPERVISED(12, IN, TEXT),
    ANNOUNCED(13, IN, SOUND, TEXT),
    OWN_VOICE_SAID(14, IN, NUMBER, VALUE, SOUND),

    AI_READY(20, IN, NUMBER, TEXT),
    CALLER_HEARD(21, IN, NUMBER, VALUE),
    USER_MESSAGE(22, IN, NUMBER, TEXT),
    AGENT_MESSAGE(23, IN, NUMBER, TEXT),
    AGENT_FILLER(24, IN, NUMBER, TEXT),
    AGENT_AUDIO(25, IN, NUMBER, VALUE, SOUND, TEXT),
    AGENT_TURN_ENDED(26, IN, NUMBER),
    USER_INTERRUPTED(27, IN, NUMBER),
    AGENT_HELD(28, IN, NUMBER),
    AGENT_GOES_ON(29, IN, NUMBER),
    TOOL_CALLED(30, IN, NUMBER, TEXT),
    AI_PROBLEM(31, IN, NUMBER, TEXT),
    AI_TOO_LONG(32, IN, NUMBER, VALUE),
    AI_REJECTED(33, IN, NUMBER, TEXT),
    AI_LOST(34, IN, NUMBER, TEXT),
    AGENT_TEXT(35, IN, NUMBER, TEXT),
    AI_ENDS_SOON(36, IN, NUMBER, VALUE),
    AI_RESUMABLE(37, IN, NUMBER, TEXT),
    CALLER_UNDERSTOOD(38, IN, NUMBER, VALUE),

    TOOL_ACTS(40, IN, NUMBER, VALUE, TEXT),
    TOOL_ANSWERS(41, IN, NUMBER, VALUE, TEXT),

    CLOCK(60, ASIDE, VALUE),
    ANSWER(61, ASIDE, NUMBER, VALUE),
    TIMER_SET(62, ASIDE, NUMBER, VALUE),
    TIMER_CANCELLED(63, ASIDE, NUMBER),
    VOICE_WAITING(64, ASIDE, NUMBER),
    VOICE(65, ASIDE, SOUND),
    DIAL_OBJECTION(66, ASIDE, TEXT),

    PLAY(70, OUT, SOUND),
    MARK(71, OUT, NUMBER),
    CLEAR(72, OUT),
    PHONE_FLUSH(73, OUT),
    LEAVE(74, OUT),

    CONNECT(80, OUT, NUMBER, VALUE, TEXT),
    CALL_OFF(81, OUT, NUMBER),
    USELESS(82, OUT, TEXT),
    AI_AUDIO(83, OUT, NUMBER, VALUE),
    AI_HOLD_BACK(84, OUT, NUMBER, VALUE),
    AI_USER_SAID(85, OUT, NUMBER, TEXT),
    AI_SPEAK(86, OUT, NUMBER, TEXT),
    AI_CONTEXT(87, OUT, NUMBER, VALUE, TEXT),
    AI_TOOL_SUCCEEDED(88, OUT, NUMBER, TEXT),
    AI_TOOL_FAILED(89, OUT, NUMBER, TEXT),
    AI_PAUSE(90, OUT, NUMBER),
    AI_RESUME(91, OUT, NUMBER),
    AI_FLUSH(92, OUT, NUMBER),
    AI_CLOSE(93, OUT, NUMBER),
    AI_HEARD(94, OUT, NUMBER, VALUE, TEXT),

    TOOL_RUN(100, OUT, NUMBER, TEXT),
    TOOL_DONE(101, OUT, NUMBER, VALUE),
    TOOL_TOLD(102, OUT, NUMBER, TEXT),
    SPARE_CHAT_GIVEN(103, OUT),
    SUPERVISION_DONE(104, OUT, TEXT),
    OWN_VOICE_SAYS(105, OUT, NUMBER, TEXT),

    EVENT(110, OUT, TEXT),
    DECIDED(111, OUT, TEXT),
    KEPT(112, OUT, TEXT);

    private static final @Nullable FlightKind[] BY_CODE = new FlightKind[128];

    static {
        for (FlightKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final byte code;
    private final Side side;
    private final boolean hasNumber;
    private final boolean hasValue;
    private final boolean hasSound;
    private final boolean hasText;

    /** Where it comes from. */
    public enum Side {
        /** From outside: what a replay feeds to the call. */
        IN,
        /** What the call has read of its surroundings: clock, timers, answers. */
        ASIDE,
        /** From the call: what a replay compares. */
        OUT
    }

    /** What it may carry, in this order. */
    enum Part {
        NUMBER,
        VALUE,
        SOUND,
        TEXT
    }

    FlightKind(int code, Side side, Part... parts) {
        Set<Part> carried = Set.of(parts);
        this.code = (byte) code;
        this.side = side;
        this.hasNumber = carried.contains(NUMBER);
        this.hasValue = carried.contains(VALUE);
        this.hasSound = carried.contains(SOUND);
        this.hasText = carried.contains(TEXT);
    }

    /** The kind of a code, or null when this build knows none. */
    static @Nullable FlightKind of(int code) {
        return BY_CODE[code];
    }

    /** What stands for it in the file; 1 to 127. */
    public byte code() {
        return code;
    }

    public Side side() {
        return side;
    }

    boolean hasNumber() {
        return hasNumber;
    }

    boolean hasValue() {
        return hasValue;
    }

    boolean hasSound() {
        return hasSound;
    }

    boolean hasText() {
        return hasText;
    }
}
