package dev.trunkline.record.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    @ParameterizedTest
    @CsvSource({
        "22001, true", // too long
        "22021, true", // not in its character set
        "54000, true", // more words than its index takes
        "53100, false", // the disk is full
        "53300, false", // too many connections
        "25006, false", // read-only
        "57P01, false", // it is being shut down
        "08006, false", // the connection broke
        "40001, false", // another node was quicker
        "23505, false", // likewise
        "90028, false", // H2: the file cannot be written
    })
    void whatADatabaseSaysIsOfTheRecordOrOfItself(String state, boolean isOfTheRecord) {
        Exception refusal = new IllegalStateException(new SQLException("quotes what was said", state));

        assertThat(Refusal.isOfTheRecord(refusal)).isEqualTo(isOfTheRecord);
        assertThat(Refusal.state(refusal)).isEqualTo("SQL state " + state);
    }

    @Test
    void otherTroubleIsNamedWithoutItsWords() {
        assertThat(Refusal.state(new IOException("secret", new IllegalArgumentException("secret"))))
                .isEqualTo("IllegalArgumentException");
        assertThat(Refusal.isOfTheRecord(new IOException("away"))).isFalse();
    }
}
