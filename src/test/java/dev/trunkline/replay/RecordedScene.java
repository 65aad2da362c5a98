package dev.trunkline.replay;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.ChatAllowance;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.LatencyMetrics;
import dev.trunkline.call.RunningCall;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.call.SoundTaps;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.flight.TestedRecorder;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.RecordingListener;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.RecordingVoice;
import dev.trunkline.testing.Wavs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A recorded call in virtual time, whose surroundings are in the hands of a test, and which is replayed at its end. */
final class RecordedScene {

    static final String CALL_SID = "CA0123456789abcdef0123456789abcdef";

    final ManualScheduler time = new ManualScheduler();
    final RecordingPhone phone = new RecordingPhone(time);
    final RecordingAi ai = new RecordingAi();
    final RecordingListener heard = new RecordingListener();
    final RecordingVoice voice = new RecordingVoice();
    final RunningCall call;
    final TestedRecorder recorder;

    RecordedScene(Path folder, CallPolicy policy, ToolRunner tools) {
        this(new TestedRecorder(folder), policy, tools);
    }

    RecordedScene(TestedRecorder recorder, CallPolicy policy, ToolRunner tools) {
        this.recorder = recorder;
        AgentProfile agent =
                new AgentProfile(CALL_SID, "config", null, null, 16_000, Map.of("b", "2", "a", "1"), null, List.of());
        CallSetup setup = new CallSetup(
                new IncomingCall(CALL_SID, "MZ1", "+15550001", "+15550002", Map.of()),
                "main",
                agent,
                policy,
                new CarrierInstruction.Apologise("Sorry.", "+15550009", null),
                destination -> null,
                null);
        this.call = recorder.witness(
                        setup,
                        new CallPorts(
                                phone,
                                ai,
                                tools,
                                time,
                                heard,
                                new Unmeasured(),
                                (callSid, continuation) -> {},
                                SoundBudget.ofThisMachine(),
                                ChatAllowance.UNLIMITED,
                                new SoundTaps(time),
                                voice))
                .begin();
        phone.attach(call);
    }

    /** One that talks, with no tools. */
    static RecordedScene talking(Path folder) {
        RecordedScene scene = new RecordedScene(
                folder,
                CallPolicy.defaults(),
                (tool, call, answer) -> answer.fail("unknown", "no tools here", "I cannot do that."));
        scene.ai.ready();
        return scene;
    }

    RecordingAi.Line agent() {
        return ai.line();
    }

    /** Time passes, and what has come is written. */
    void passes(long millis) {
        time.advanceMillis(millis);
        recorder.write();
    }

    /** The caller says something, in frames of 20 ms, in real time. */
    void callerSounds(double hz, int millis) {
        byte[] tone = Wavs.muLawTone(hz, millis);
        byte[] frame = new byte[160];
        for (int at = 0; at + 160 <= tone.length; at += 160) {
            System.arraycopy(tone, at, frame, 0, 160);
            call.onCallerAudio(frame, 160);
            passes(20);
        }
    }

    /** The agent announces a sentence and sends all of its sound at once, in chunks of 200 ms. */
    void agentSpeaks(String messageId, String text, int millis) {
        agent().says(messageId, text);
        agent().sounds(messageId, Wavs.chunks(24_000, 440, millis, 200));
    }

    ReplayResult replayed() throws IOException {
        return replayed(Replay.Build.PRESENT);
    }

    /** What another build would have done. */
    ReplayResult replayed(Replay.Build build) throws IOException {
        return Replay.of(recorder.file(), List.of(), build).result();
    }

    private static final class Unmeasured implements LatencyMetrics {
        @Override
        public void uplink(long nanos) {}

        @Override
        public void downlink(long nanos) {}

        @Override
        public void rollover(long nanos) {}
    }
}
