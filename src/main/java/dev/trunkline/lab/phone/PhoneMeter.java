package dev.trunkline.lab.phone;

import dev.trunkline.lab.phone.PhoneRecord.Audio;
import dev.trunkline.lab.phone.PhoneRecord.CarrierLog;
import dev.trunkline.lab.phone.PhoneRecord.Clear;
import dev.trunkline.lab.phone.PhoneRecord.Dialled;
import dev.trunkline.lab.phone.PhoneRecord.Document;
import dev.trunkline.lab.phone.PhoneRecord.Ending;
import dev.trunkline.lab.phone.PhoneRecord.Quality;
import dev.trunkline.lab.phone.PhoneRecord.Said;
import dev.trunkline.lab.phone.PhoneRecord.StreamRecord;
import dev.trunkline.lab.phone.PhoneRecord.Warning;
import dev.trunkline.lab.phone.TalkAnalysis.DryGap;
import dev.trunkline.lab.phone.TalkAnalysis.SpokenWords;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notes what happens at one telephone, and makes the {@link PhoneRecord} of it. Its clock is the number of blocks that
 * the line has carried. Confined to the call's loop.
 */
public final class PhoneMeter {

    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String callSid;
    private final CallWatcher watcher;
    private final SampleLog callerSamples = new SampleLog();
    private final SampleLog agentSamples = new SampleLog();
    private final BitSet agentAudible = new BitSet();
    private final List<SpokenWords> words = new ArrayList<>();
    private final List<Clear> clears = new ArrayList<>();
    private final List<DryGap> dryGaps = new ArrayList<>();
    private final List<StreamRecord> streams = new ArrayList<>();
    private final List<PhoneRecord.Span> streamed = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final List<Document> documents = new ArrayList<>();
    private final List<Said> said = new ArrayList<>();
    private final List<Dialled> dialled = new ArrayList<>();
    private final StringBuilder digits = new StringBuilder();
    private long openStreamMillis = -1;
    private int block;
    private boolean agentSpeaking;
    private int agentLastHeardBlock;
    private int framesSent;
    private int framesLost;
    private int lateFrames;
    private int marksReceived;
    private int marksReturned;
    private int messagesIgnored;
    private long agentBytesReceived;
    private long agentBytesPlayed;

    public PhoneMeter(String callSid, CallWatcher watcher) {
        this.callSid = callSid;
        this.watcher = watcher;
    }

    /** The block that the line carries now. */
    public int block() {
        return block;
    }

    public long nowMillis() {
        return Blocks.millis(block);
    }

    /** What is played at the telephone in this block; returns whether it is heard. */
    public boolean agentBlock(short[] samples) {
        agentSamples.append(samples, Blocks.SAMPLES);
        boolean audible = Blocks.isAudible(samples, 0);
        if (audible) {
            agentAudible.set(block);
            agentLastHeardBlock = block;
            if (!agentSpeaking) {
                agentSpeaking = true;
                watcher.agentStartsSpeaking(nowMillis());
            }
        } else if (agentSpeaking && block - agentLastHeardBlock > TalkAnalysis.PAUSE_BLOCKS) {
            agentSpeaking = false;
            watcher.agentStopsSpeaking(Blocks.millis(agentLastHeardBlock + 1));
        }
        return audible;
    }

    /** What is said into the telephone in this block; the clock goes on. */
    public void callerBlock(short[] samples) {
        callerSamples.append(samples, Blocks.SAMPLES);
        block++;
    }

    /** The caller begins to speak: sounds from {@code leadBlocks} to {@code endBlocks} from now. */
    public void callerSays(String text, CallerSound sound, int leadBlocks, int endBlocks) {
        words.add(new SpokenWords(text, sound, block + leadBlocks, block + endBlocks));
        watcher.callerSays(text, agentSpeaking && sound == CallerSound.TURN, nowMillis());
    }

    public void callerPresses(char digit) {
        digits.append(digit);
        watcher.callerPresses(digit, nowMillis());
    }

    public void streamStarted(String streamSid) {
        closeStream();
        openStreamMillis = nowMillis();
        watcher.streamStarted(callSid, streamSid, nowMillis());
    }

    public void streamEnded(StreamRecord stream) {
        streams.add(stream);
        closeStream();
    }

    private void closeStream() {
        if (openStreamMillis >= 0) {
            streamed.add(new PhoneRecord.Span(openStreamMillis, nowMillis()));
            openStreamMillis = -1;
        }
    }

    /** A frame went out {@code lateNanos} after its time. */
    public void frameSent(long lateNanos) {
        framesSent++;
        if (lateNanos > LATE_NANOS) {
            lateFrames++;
        }
    }

    /** A frame could not go out. */
    public void frameDropped() {
        framesLost++;
    }

    public void agentAudioReceived(int bytes) {
        agentBytesReceived += bytes;
        SpokenWords current = currentWords();
        if (current != null && current.cleared) {
            current.staleBytes += bytes;
        }
    }

    public void agentAudioPlayed(int bytes) {
        agentBytesPlayed += bytes;
    }

    /** The playout buffer was empty from one block to another. */
    public void ranDry(int fromBlock, int toBlock) {
        dryGaps.add(new DryGap(fromBlock, toBlock));
    }

    public void cleared(Clear clear) {
        clears.add(clear);
        SpokenWords current = currentWords();
        if (current != null) {
            current.cleared = true;
        }
        watcher.cleared(clear);
    }

    public void markReceived() {
        marksReceived++;
    }

    public void markReturned() {
        marksReturned++;
    }

    public void messageIgnored() {
        messagesIgnored++;
    }

    public void warn(int code, String text) {
        Warning warning = new Warning(code, text, nowMillis());
        warnings.add(warning);
        watcher.warned(warning);
    }

    public void document(String url, String xml) {
        documents.add(new Document(url, xml, nowMillis()));
    }

    public void verb(String name) {
        watcher.verb(name, nowMillis());
    }

    public void said(String text) {
        Said spoken = new Said(text, nowMillis());
        said.add(spoken);
        watcher.said(spoken);
    }

    public void dialled(Dialled dial) {
        dialled.add(dial);
        watcher.dialled(dial);
    }

    /** The call is over. */
    public PhoneRecord finish(HungUpBy hungUpBy, String status) {
        closeStream();
        TalkAnalysis talk = new TalkAnalysis(agentAudible, wordsReallySaid(), clears, streamed);
        PhoneRecord record = new PhoneRecord(
                callSid,
                List.copyOf(streams),
                new Audio(callerSamples.toArray(), agentSamples.toArray(), Blocks.SAMPLE_RATE_HZ),
                talk.conversation(),
                quality(talk.underruns(dryGaps)),
                new CarrierLog(
                        List.copyOf(warnings),
                        List.copyOf(documents),
                        List.copyOf(said),
                        List.copyOf(dialled),
                        digits.toString()),
                new Ending(hungUpBy, status, nowMillis()));
        if (agentSpeaking) {
            agentSpeaking = false;
            watcher.agentStopsSpeaking(Blocks.millis(agentLastHeardBlock + 1));
        }
        watcher.ended(record);
        return record;
    }

    private Quality quality(int underruns) {
        return new Quality(
                underruns,
                framesSent,
                framesLost,
                lateFrames,
                marksReceived,
                marksReturned,
                agentBytesReceived,
                agentBytesPlayed,
                messagesIgnored);
    }

    /** Without what the end of the call cut off. */
    private List<SpokenWords> wordsReallySaid() {
        return words.stream()
                .filter(spoken -> spoken.fromBlock < block)
                .map(spoken -> spoken.endingBy(block))
                .toList();
    }

    private @Nullable SpokenWords currentWords() {
        SpokenWords last = words.isEmpty() ? null : words.get(words.size() - 1);
        return last != null && last.fromBlock <= block && block < last.toBlock ? last : null;
    }
}
