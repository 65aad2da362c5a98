package dev.trunkline.app;

import dev.trunkline.audio.AgentPath;
import dev.trunkline.audio.AudioRing;
import dev.trunkline.audio.CallerPath;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.config.FarEndConfig;
import dev.trunkline.config.Secret;
import dev.trunkline.config.StateConfig;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.continuity.RedisPlace;
import dev.trunkline.continuity.RedisStores;
import dev.trunkline.continuity.StateMeters;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.phone.twilio.TwilioRest;
import dev.trunkline.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Looks at everything that a bridge of this configuration would need, without being one. Confined to one thread, and blocks it. */
public final class Doctor {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long MEGABYTE = 1 << 20;
    private static final long LEAST_MEGABYTES = 500;
    private static final int FRAME = 160; // 20 ms on the telephone
    private static final int FRAMES = 50; // a second
    private static final int SECONDS = 60;
    private static final double TONE_HZ = 440;
    private static final double LEAST_SHARE = 0.9;

    private final TrunklineConfig config;

    private Doctor(TrunklineConfig config) {
        this.config = config;
    }

    /** What it finds, in an order in which things can be mended. */
    public static List<Finding> examine(TrunklineConfig config) {
        Doctor doctor = new Doctor(config);
        List<Finding> findings = new ArrayList<>();
        findings.add(doctor.soundPath());
        findings.add(doctor.dataDirectory());
        findings.add(doctor.redis());
        findings.add(doctor.database());
        findings.add(doctor.twilio());
        findings.add(doctor.engine());
        findings.addAll(new FarEndExamination(config).findings());
        findings.addAll(doctor.unasked());
        return findings;
    }

    /** A tone from the telephone to what an AI hears, and back. */
    private Finding soundPath() {
        String what = "sound path";
        int rateHz = config.evi().inputSampleRateHz();
        byte[][] tone = new byte[FRAMES][];
        for (int i = 0; i < FRAMES; i++) {
            tone[i] = tone(i * FRAME);
        }
        AudioRing ring = new AudioRing(FRAME * FRAMES, 2 * FRAME * FRAMES);
        long leastNanos = Long.MAX_VALUE;
        for (int second = 0; second < SECONDS; second++) { // a JVM is quick only after some thousand frames
            ring = new AudioRing(FRAME * FRAMES, 2 * FRAME * FRAMES);
            CallerPath caller = new CallerPath(rateHz);
            AgentPath agent = new AgentPath(ring);
            long beganNanos = System.nanoTime();
            for (byte[] frame : tone) {
                int bytes = caller.convert(frame, 0, FRAME);
                agent.accept(SoundFormat.linear16(rateHz), caller.linear16(), 0, bytes);
            }
            agent.endMessage();
            leastNanos = Math.min(leastNanos, System.nanoTime() - beganNanos);
        }
        long micros = leastNanos / 1_000 / FRAMES;
        double share = toneShare(ring);
        return share >= LEAST_SHARE
                ? Finding.ok(
                        what, "8,000 Hz to " + rateHz + " Hz and back in " + micros + " µs a frame of 20 ms, once warm")
                : Finding.notOk(
                        what,
                        "a tone comes back with " + Math.round(100 * share)
                                + " % of its power: this jar or this Java is broken");
    }

    private static byte[] tone(int fromSample) {
        byte[] muLaw = new byte[FRAME];
        for (int i = 0; i < FRAME; i++) {
            double phase = 2 * Math.PI * TONE_HZ * (fromSample + i) / CallerPath.PHONE_RATE_HZ;
            muLaw[i] = MuLaw.encode((short) (8_000 * Math.sin(phase)));
        }
        return muLaw;
    }

    /** How much of the middle of it is the tone. */
    private static double toneShare(AudioRing ring) {
        byte[] back = new byte[FRAME * FRAMES];
        int length = ring.read(back, 0, back.length);
        double cos = 0;
        double sin = 0;
        double power = 0;
        int from = length / 4;
        int until = 3 * length / 4;
        for (int i = from; i < until; i++) {
            double sample = MuLaw.decode(back[i]);
            double phase = 2 * Math.PI * TONE_HZ * i / CallerPath.PHONE_RATE_HZ;
            cos += sample * Math.cos(phase);
            sin += sample * Math.sin(phase);
            power += sample * sample;
        }
        return power == 0 ? 0 : 2 * (cos * cos + sin * sin) / (until - from) / power;
    }

    private Finding dataDirectory() {
        String what = "data directory";
        Path directory = config.state().directory();
        if (directory == null) {
            return Finding.absent(what, "none: calls and records end with the process (data.directory)");
        }
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "doctor", null));
            long megabytes = Files.getFileStore(directory).getUsableSpace() / MEGABYTE;
            return megabytes < LEAST_MEGABYTES
                    ? Finding.notOk(what, "has " + megabytes + " MB left; make room")
                    : Finding.ok(what, "can be written, " + megabytes + " MB are left");
        } catch (IOException e) {
            return Finding.notOk(what, "cannot be written: " + directory + "; give it to this process's user");
        }
    }

    private Finding redis() {
        StateConfig.Redis place = config.state().redis();
        if (place == null) {
            return Finding.absent("Redis", "none: nodes do not share calls (REDIS_URL)");
        }
        ClientTls tls = ClientTls.trusting(place.authorities());
        try (RedisStores redis = new RedisStores(
                new RedisPlace(
                        place.urls().stream().map(Secret::reveal).toList(),
                        place.isCluster(),
                        place.authorities().isEmpty() ? null : tls.trustManagers()),
                "doctor",
                System::nanoTime,
                StateMeters.NONE,
                Thread::new)) {
            return redis.awaitConnected(PATIENCE)
                    ? Finding.ok("Redis", "answers")
                    : Finding.notOk("Redis", "does not answer; check REDIS_URL, its password, TLS and firewall");
        }
    }

    private Finding database() {
        Secret url = config.records().databaseUrl();
        if (url == null) {
            return Finding.absent("database", "none: records stay in this process (DATABASE_URL)");
        }
        try {
            Database.knock(url.reveal(), (int) PATIENCE.toSeconds());
            return Finding.ok("database", "lets us in");
        } catch (IOException e) {
            return Finding.notOk("database", e.getMessage() + "; check DATABASE_URL and its server");
        }
    }

    private Finding twilio() {
        String what = "Twilio REST";
        TwilioRest rest = CarrierRest.of(config.twilio());
        if (rest == null) {
            return Finding.absent(what, "no account, or nothing that opens it (TWILIO_ACCOUNT_SID)");
        }
        try (rest) {
            TwilioRest.Outcome outcome =
                    rest.inProgress(null).orTimeout(20, TimeUnit.SECONDS).join();
            if (outcome instanceof TwilioRest.Listed listed) {
                return Finding.ok(what, "answers; " + listed.calls().size() + " calls are in progress");
            }
            return outcome instanceof TwilioRest.Refused refused
                    ? Finding.notOk(
                            what,
                            "refuses with " + refused.status() + " (error " + refused.code()
                                    + "); check the account sid and its token or API key")
                    : Finding.notOk(what, "does not answer: " + outcome + "; check the network");
        } catch (CompletionException e) {
            return Finding.notOk(what, "does not answer within 20 s; check the network");
        }
    }

    private Finding engine() {
        String what = "engine of this process";
        if (!config.hasEmbedded()) {
            return Finding.absent(what, "no route asks it");
        }
        return Build.isWhole()
                ? Finding.ok(what, "is in this jar; serve loads it")
                : Finding.notOk(what, "is not in this jar, which is the bridge alone; run trunkline.jar");
    }

    /** What is configured and never used is a mistake more often than not. */
    private List<Finding> unasked() {
        List<Finding> findings = new ArrayList<>();
        for (FarEndConfig each : config.farEnds().values()) {
            boolean isAsked =
                    config.routes().stream().anyMatch(route -> route.farEnds().contains(each.name()));
            if (!isAsked) {
                findings.add(Finding.notOk("far end " + each.name(), "is asked by no route; name it in a route's ai"));
            }
        }
        return findings;
    }
}
