package dev.trunkline.app;

import dev.trunkline.bridge.RunningCalls;
import dev.trunkline.recording.CallRecordings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what callers are told before they are recorded: sound that the embedded EVI's voice has made ahead, or else the agent, which
 * may have greeted by then. Thread-safe.
 */
final class ConsentVoice implements CallRecordings.Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(ConsentVoice.class);
    private static final String WHO = "recording"; // in the place of an operator's name

    private final RunningCalls calls;
    private final Map<String, byte[]> ahead = new ConcurrentHashMap<>();

    ConsentVoice(RunningCalls calls) {
        this.calls = calls;
    }

    /** Until that is done, and if it fails, the agent says it. */
    void sayAhead(String words, EmbeddedEngine embedded) {
        embedded.sayAhead(words).whenComplete((speech, failure) -> {
            if (speech == null) {
                LOG.atWarn().log("the agent says the consent to recordings behind its greeting: the voice failed");
            } else {
                ahead.put(words, ComfortWords.muLaw(speech));
            }
        });
    }

    @Override
    public boolean needsAgent(String words) {
        return !ahead.containsKey(words);
    }

    @Override
    public boolean say(String callSid, String words) {
        byte[] muLaw = ahead.get(words);
        return calls.supervise(callSid, call -> {
            if (muLaw == null) {
                var unused = call.say(WHO, words);
            } else {
                call.announce(words, muLaw);
            }
        });
    }
}
