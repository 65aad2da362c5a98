package dev.trunkline.endtoend;

import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.lab.phone.PhoneRecord.StreamRecord;
import java.util.List;

/** What a caller notices of being moved from node to node. */
final class Moves {

    private Moves() {}

    /** The longest time between two streams. */
    static long gapMillis(PhoneRecord phone) {
        List<StreamRecord> streams = phone.streams();
        long longest = 0;
        for (int i = 1; i < streams.size(); i++) {
            longest = Math.max(
                    longest, streams.get(i).startMillis() - streams.get(i - 1).endMillis());
        }
        return longest;
    }

    /** How many of the agent's sentences were not heard to their end, but for one that the end of the call cut. */
    static long sentencesCutShort(PhoneRecord phone) {
        List<PhoneRecord.Span> heard = phone.conversation().agentSegments();
        return heard.stream()
                .limit(Math.max(0, heard.size() - 1))
                .filter(span -> span.endMillis() - span.startMillis() < TalkingEvi.SENTENCE_MILLIS - 100)
                .count();
    }
}
