package dev.trunkline.endtoend;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same as {@link CallsOutlastTheirChatsIT} with a hundred calls, and a limit of 20 s. Takes a minute and a quarter. */
@Tag("long")
class HundredCallsOutlastTheirChatsIT {

    @Test
    void overThreeRolloversEach() throws Exception {
        CallsOutlastTheirChatsIT.play(100, 20, 3, 26);
    }
}
