package org.talweg.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the README compiles, runs, and prints what the README says. */
class ReadmeSnippetTest {

    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```\n\n```\n(.*?)```", Pattern.DOTALL);

    @Test
    void runs(@TempDir Path folder) throws Exception {
        Matcher readme = SNIPPET.matcher(Files.readString(Path.of("README.md")));
        assertThat(readme.find()).isTrue();
        Path source = Files.writeString(folder.resolve("Snippet.java"), """
                import org.talweg.analysis.*;
                import org.talweg.census.*;
                import org.talweg.landscape.*;

                public class Snippet {
                    public static void main(String[] args) {
                """ + readme.group(1) + "}}\n");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(status).isZero();
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Snippet").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines(readme.group(2));
    }
}
