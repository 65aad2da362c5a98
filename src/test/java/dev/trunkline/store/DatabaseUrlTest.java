package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://host/db, jdbc:postgresql://host/db",
        "postgres://u:p@host:5433/db, jdbc:postgresql://host:5433/db?user=u&password=p",
        "postgresql://u:p%40%26@host/db?sslmode=require, "
                + "jdbc:postgresql://host/db?sslmode=require&user=u&password=p%40%26",
        "jdbc:h2:mem:x, jdbc:h2:mem:x"
    })
    void isWrittenForJdbc(String url, String jdbc) {
        assertThat(DatabaseUrl.jdbc(url)).isEqualTo(jdbc);
    }

    @Test
    void mistakesAreToldWithoutThePassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseUrl.jdbc("postgresql://u:can ary@host/db"))
                .withMessageNotContaining("ary");
    }
}
