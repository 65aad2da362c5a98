package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.call.CallReport.BargeIn;
import dev.trunkline.lab.report.call.CallReport.Digit;
import dev.trunkline.lab.report.call.CallReport.EndedBy;
import dev.trunkline.lab.report.call.CallReport.Event;
import dev.trunkline.lab.report.call.CallReport.ToolCall;
import dev.trunkline.lab.report.call.CallReport.Transfer;
import dev.trunkline.lab.report.call.CallReport.Turn;
import dev.trunkline.lab.report.call.CallReport.Utterance;
import dev.trunkline.lab.report.call.CallReport.Warning;
import dev.trunkline.lab.report.call.CallReport.Who;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A made-up conversation of 26 seconds with everything that a report can show, and two voices that hum it. */
final class SampleCall {

    static final int RATE_HZ = 8000;
    static final long DURATION_MILLIS = 26_200;

    private SampleCall() {}

    static CallReport report() {
        return new CallReport(
                "CA9f2c4d6e8a0b1c3d5e7f9a1b2c3d4e5f",
                "+14155550142",
                "+18005550199",
                "2026-11-21T10:15:30Z",
                EndedBy.AGENT,
                "transferred",
                DURATION_MILLIS,
                transcript(),
                412L,
                List.of(new Turn(5_240, 5_980), new Turn(11_460, 12_100), new Turn(17_900, 18_560)),
                List.of(new BargeIn(8_900, 206, 0, 3_080)),
                List.of(
                        new ToolCall("look_up_account", "{\"digits\":\"4711\"}", "ok", "Balance 128.40", 17_300, 212),
                        new ToolCall(
                                "transfer_call",
                                "{\"destination\":\"billing\",\"reason\":\"disputed charge\"}",
                                "ok",
                                "The caller is being put through to billing.",
                                20_900,
                                4)),
                "billing",
                List.of(new Transfer("billing", "+1415•••0177", "completed", 22_300)),
                List.of(new Digit("4", 14_900), new Digit("7", 15_200), new Digit("1", 15_520), new Digit("1", 15_800)),
                0,
                0,
                List.of(new Warning("31921", "the server closed the stream")),
                List.of(
                        new Event(0, "start", "MZ5d41402abc4b2a76b9719d911017c592"),
                        new Event(9_060, "clear", "generation 2"),
                        new Event(22_300, "next", "dial billing")),
                Map.of("framesSent", 1_115L),
                true,
                List.of(),
                "java -jar target/trunkline.jar call --interrupt-after 3000 --report call.html",
                null,
                null);
    }

    private static List<Utterance> transcript() {
        return List.of(
                agent("Hello, this is Ada at Northwind. How can I help you today?", 412, 3_420, null),
                caller("Hi, I have a question about my last bill.", 3_560, 5_240, null),
                new Utterance(
                        Who.AGENT,
                        "Of course. Your last bill was issued on the third of November and comes to one hundred and"
                                + " twenty-eight dollars and forty cents.",
                        5_980,
                        9_106,
                        3_080,
                        6_900,
                        true,
                        "Of course. Your last bill was issued on the third of November",
                        Map.of("Calmness", 0.71, "Interest", 0.44, "Determination", 0.31)),
                caller("No wait, that is not what I mean. There is a charge that I do not know.", 8_900, 11_460, null),
                agent("I am sorry, let me look.", 12_100, 13_300, null),
                agent("Please key in your customer number.", 13_350, 14_700, null),
                caller("That was it.", 16_900, 17_900, "That wasn't it"),
                agent("Thank you. I see it: a late fee of twelve dollars.", 18_560, 20_600, null),
                agent("I will put you through to billing.", 20_700, 22_200, null),
                new Utterance(
                        Who.PERSON,
                        "Billing, this is Tom. I have your account here.",
                        23_400,
                        25_700,
                        2_300,
                        2_300,
                        false,
                        null,
                        Map.of()));
    }

    static short[] callerVoice() {
        return voice(Who.CALLER, 118, 7);
    }

    static short[] agentVoice() {
        return voice(Who.AGENT, 196, 11);
    }

    private static Utterance agent(String text, long startMillis, long endMillis, @Nullable String heardText) {
        long length = endMillis - startMillis;
        return new Utterance(Who.AGENT, text, startMillis, endMillis, length, length, false, heardText, Map.of());
    }

    private static Utterance caller(String text, long startMillis, long endMillis, @Nullable String heardText) {
        long length = endMillis - startMillis;
        var scores = Map.of("Confusion", 0.52, "Annoyance", 0.38, "Calmness", 0.21, "Boredom", 0.04);
        return new Utterance(Who.CALLER, text, startMillis, endMillis, length, length, false, heardText, scores);
    }

    /** Harmonics of a glottal pitch, four to five syllables a second, silence between the sentences. */
    private static short[] voice(Who who, double pitchHz, long seed) {
        var random = new Random(seed);
        var samples = new short[(int) (DURATION_MILLIS * RATE_HZ / 1000)];
        for (Utterance said : transcript()) {
            if ((said.who() == Who.CALLER) != (who == Who.CALLER)) {
                continue;
            }
            int begin = (int) (said.startMillis() * RATE_HZ / 1000);
            int end = (int) (said.endMillis() * RATE_HZ / 1000);
            double syllable = 0;
            double loudness = 0;
            double length = 1;
            for (int i = begin; i < end; i++) {
                if (syllable >= length) {
                    syllable = 0;
                    length = (0.13 + 0.14 * random.nextDouble()) * RATE_HZ;
                    loudness = random.nextInt(7) == 0 ? 0.05 : 0.35 + 0.65 * random.nextDouble();
                }
                double shape = Math.pow(Math.sin(Math.PI * Math.min(1, syllable++ / length)), 0.7);
                double tone = 0;
                for (int harmonic = 1; harmonic <= 9; harmonic++) {
                    double drift = 1 + 0.03 * Math.sin(i / 2900.0);
                    tone += Math.sin(2 * Math.PI * pitchHz * drift * harmonic * i / RATE_HZ + harmonic) / harmonic;
                }
                samples[i] = (short) (6500 * loudness * shape * (tone + 0.3 * random.nextGaussian()));
            }
        }
        return samples;
    }
}
