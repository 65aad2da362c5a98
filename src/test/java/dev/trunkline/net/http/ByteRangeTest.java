package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // what is missing fails the test
class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 10",
        "bytes=90-, 90, 10",
        "bytes=90-1000, 90, 10",
        "bytes=-5, 95, 5",
        "bytes=-500, 0, 100",
    })
    void isWhatIsAskedFor(String header, long from, long length) {
        assertThat(ByteRange.read(header, 100)).isEqualTo(new ByteRange(from, length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=", "bytes=-", "bytes=a-b", "items=0-1", "bytes=0-1,5-6", "bytes=9-3"})
    void isTheWholeWhenItCannotBeRead(String header) {
        assertThat(ByteRange.read(header, 100)).isNull();
    }

    @Test
    void isNothingBehindTheEnd() {
        ByteRange behind = ByteRange.read("bytes=100-", 100);

        assertThat(behind).isNotNull();
        assertThat(behind.isSatisfiable()).isFalse();
        assertThat(behind.of(100)).isEqualTo("bytes */100");
        assertThat(ByteRange.read(null, 100)).isNull();
    }
}
