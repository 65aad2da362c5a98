package dev.trunkline.lab.phone;

import java.util.List;

/**
 * Everything the telephone measured of one call. All times are milliseconds since the line opened, which is the first
 * stream's {@code start} (or the first {@code Say}, {@code Pause} or {@code Dial}, when one came before it); -1 where
 * something never happened. The resolution is 5 ms. Immutable.
 *
 * @param callSid Twilio's name of the call
 * @param streams in the order they were tried
 * @param audio both voices
 * @param conversation who spoke when
 * @param quality how well the line carried it
 * @param carrier what Twilio did and complained about
 * @param ending how it ended
 */
public record PhoneRecord(
        String callSid,
        List<StreamRecord> streams,
        Audio audio,
        Conversation conversation,
        Quality quality,
        CarrierLog carrier,
        Ending ending) {

    /**
     * One media stream.
     *
     * @param startMillis when {@code start} was sent
     * @param end "stopped" (by our side), "closed CODE" (by the server's close frame), or "error CODE" (Twilio's)
     */
    public record StreamRecord(String streamSid, String url, long startMillis, long endMillis, String end) {}

    /**
     * Both sides of the line, of equal length; index 0 is time 0.
     *
     * @param callerSamples what was said into the telephone
     * @param agentSamples what was really played at it: streams, {@code Say} and the people transferred to
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never written to after construction
    public record Audio(short[] callerSamples, short[] agentSamples, int sampleRateHz) {

        /** The keys that were pressed for this telephone, by their tones. */
        public String keysHeard() {
            return KeysHeard.in(agentSamples);
        }
    }

    /**
     * Who spoke when.
     *
     * @param agentSegments where the agent was audible; gaps under 400 ms are part of it, emptying the buffer ends it
     * @param greetingMillis from the first stream's start to the first sound that came over a stream; -1 when the carrier's
     *     own voice, or a person, was all that was heard
     * @param bargeIns one for each interrupting utterance
     */
    public record Conversation(
            List<Utterance> callerUtterances,
            List<Span> agentSegments,
            long greetingMillis,
            List<BargeIn> bargeIns,
            List<Clear> clears) {

        /** From the end of each answered utterance to the agent's first sound after it. */
        public List<Long> turnMillis() {
            return callerUtterances.stream()
                    .map(Utterance::answeredAfterMillis)
                    .filter(millis -> millis >= 0)
                    .toList();
        }
    }

    /** A stretch of time. */
    public record Span(long startMillis, long endMillis) {}

    /**
     * Something the caller said.
     *
     * @param startMillis first audible sound
     * @param endMillis last audible sound
     * @param interrupting whether the agent was speaking when it began
     * @param answeredAfterMillis to the agent's next sound; -1 when the caller spoke again first, the agent spoke over the
     *     caller, nothing came but the carrier's own voice or a person, or no answer was asked for
     * @param sound what it was meant to be
     */
    public record Utterance(
            String text,
            long startMillis,
            long endMillis,
            boolean interrupting,
            long answeredAfterMillis,
            CallerSound sound) {

        /** Words for the far end. */
        public Utterance(
                String text, long startMillis, long endMillis, boolean interrupting, long answeredAfterMillis) {
            this(text, startMillis, endMillis, interrupting, answeredAfterMillis, CallerSound.TURN);
        }
    }

    /**
     * The caller spoke over the agent.
     *
     * @param clearMillis when the first {@code clear} after it arrived
     * @param reactionMillis from the caller's first sound to the agent's last one
     * @param staleAudioMillis agent audio that arrived after the {@code clear} while the caller was still speaking
     * @param playedMillisAtClear agent audio played since the buffer had last been empty for 400 ms
     * @param playedBytesAtClear agent audio played since the stream began; 8 bytes are a millisecond
     */
    public record BargeIn(
            long callerStartMillis,
            long clearMillis,
            long reactionMillis,
            long staleAudioMillis,
            long playedMillisAtClear,
            long playedBytesAtClear) {}

    /**
     * The server emptied the playout buffer.
     *
     * @param playedBytes of this stream up to here
     * @param playedMillisSinceSilence as {@link BargeIn#playedMillisAtClear}
     * @param droppedBytes what was thrown away
     */
    public record Clear(
            String streamSid, long atMillis, long playedBytes, long playedMillisSinceSilence, long droppedBytes) {}

    /**
     * How well the line carried the call.
     *
     * @param underruns the buffer ran dry for 20 to 400 ms in the midst of audible speech
     * @param framesSent caller frames of 20 ms
     * @param framesLost frames that the server's socket did not take
     * @param lateFrames frames that went out over 20 ms late: above zero, this machine was too busy to measure well
     * @param messagesIgnored messages of the server that broke the protocol
     */
    public record Quality(
            int underruns,
            int framesSent,
            int framesLost,
            int lateFrames,
            int marksReceived,
            int marksReturned,
            long agentBytesReceived,
            long agentBytesPlayed,
            int messagesIgnored) {}

    /**
     * What Twilio did.
     *
     * @param digits what the caller pressed
     */
    public record CarrierLog(
            List<Warning> warnings, List<Document> documents, List<Said> said, List<Dialled> dialled, String digits) {}

    /**
     * An entry of Twilio's debugger.
     *
     * @param code Twilio's error code, such as 31951
     */
    public record Warning(int code, String text, long atMillis) {}

    /** A TwiML document as it came; {@code url} is "" when it came over REST. */
    public record Document(String url, String xml, long atMillis) {}

    /** The words of a {@code Say}. */
    public record Said(String words, long atMillis) {}

    /**
     * A {@code Dial}.
     *
     * @param outcome answered, declined, busy, no-answer or failed
     * @param whisper what the person heard before being put through
     */
    public record Dialled(String number, String outcome, String whisper, long atMillis) {}

    /**
     * How the call ended.
     *
     * @param status Twilio's: completed, busy (rejected), no-answer or failed
     */
    public record Ending(HungUpBy hungUpBy, String status, long endedAtMillis) {}

    /** Whether Twilio complained about this. */
    public boolean warned(int code) {
        return carrier.warnings().stream().anyMatch(warning -> warning.code() == code);
    }
}
