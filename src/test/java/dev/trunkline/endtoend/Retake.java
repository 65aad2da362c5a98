package dev.trunkline.endtoend;

import dev.trunkline.lab.phone.PhoneRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Plays a scene again that a busy machine has spoilt: its telephones' frames were late, and what was heard is wrong. */
final class Retake {

    private static final int MOST_TAKES = 3;

    private Retake() {}

    /** Calls are placed, and judged. */
    interface Scene {

        /** Once; {@code placed} is told of every call that is over, before it is judged. */
        void play(Consumer<PhoneRecord> placed) throws Exception;
    }

    /** What is wrong on a machine that was in time is wrong, and so is what is wrong every time. */
    static void whenSpoilt(Scene scene) throws Exception {
        for (int take = 1; ; take++) {
            List<PhoneRecord> phones = new ArrayList<>();
            try {
                scene.play(phones::add);
                return;
            } catch (AssertionError wrong) {
                if (take == MOST_TAKES || phones.stream().noneMatch(Hum::isMachineTooBusy)) {
                    throw wrong;
                }
            }
        }
    }
}
