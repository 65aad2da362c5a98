package dev.trunkline.endtoend;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same as {@link CallsOutlastTheirChatsIT} with a hundred calls, and a limit of 20 s. Takes a minute and a quarter. */
@Tag("long")
class HundredCallsOutlastTheirChatsIT {

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void overThreeRolloversEach(Dialect dialect, @TempDir Path directory) throws Exception {
        CallsOutlastTheirChatsIT.play(dialect, directory, 100, 20, 3, 26);
    }

    /** Five hundred rollovers and more (fifty calls, eleven each), at limits that vendors have, in seconds instead of minutes. */
    @ParameterizedTest
    @CsvSource({"10, 4, 14", "16, 3, 16", "30, 2, 18", "40, 2, 23"})
    void atEveryLimitOfTheRealtimeDialect(int maxChatSeconds, int rollovers, int words, @TempDir Path directory)
            throws Exception {
        CallsOutlastTheirChatsIT.play(Dialect.REALTIME, directory, 50, maxChatSeconds, rollovers, words);
    }
}
