package org.talweg;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Data flows one way, from exact numbers up to the command line. */
@AnalyzeClasses(packages = "org.talweg", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** The rooms, bottom up, and whom each may use; every use that is not listed is an error. Nobody uses cli, which may use all. */
    private static final Map<String, List<String>> ROOMS = new LinkedHashMap<>();

    static {
        List<String> base = List.of("exact", "numeric", "existence", "data", "arrangement", "landscape", "support");
        ROOMS.put("exact", List.of());
        ROOMS.put("numeric", List.of());
        ROOMS.put("existence", List.of("exact", "numeric"));
        ROOMS.put("data", List.of("exact"));
        ROOMS.put("arrangement", List.of("exact", "numeric", "data"));
        ROOMS.put("landscape", List.of("exact", "numeric", "data", "arrangement"));
        ROOMS.put("support", List.of("exact", "numeric", "data", "arrangement", "landscape"));
        ROOMS.put("solver", List.of("exact", "numeric", "data", "arrangement", "landscape", "support"));
        ROOMS.put("proof", base);
        ROOMS.put("verdict", and(base, "proof"));
        ROOMS.put("minima", and(base, "proof"));
        ROOMS.put("network", and(base, "proof", "verdict"));
        ROOMS.put("census", and(base, "proof", "verdict", "minima"));
        ROOMS.put("certificate", List.of("exact"));
        ROOMS.put("evidence", and(base, "proof", "verdict", "minima", "census", "certificate"));
        ROOMS.put("checker", List.of());
        ROOMS.put("graph", and(base, "proof", "verdict", "census"));
        List<String> rooms = and(base, "solver", "proof", "verdict", "minima", "network", "census");
        ROOMS.put("analysis", and(rooms, "certificate", "evidence", "checker"));
        ROOMS.put("descent", and(rooms, "analysis"));
        ROOMS.put("undecayed", List.of("exact", "numeric", "data", "arrangement", "support", "census"));
        ROOMS.put("stationary", List.of("exact", "numeric", "data", "arrangement"));
        ROOMS.put("population", List.of("exact", "numeric", "existence", "certificate"));
        ROOMS.put("report", and(rooms, "graph", "analysis", "descent", "undecayed", "stationary", "population"));
    }

    private static List<String> and(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    @ArchTest
    static void direction(JavaClasses all) {
        Architectures.LayeredArchitecture rooms = Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("org.talweg..")
                .layer("cli")
                .definedBy("org.talweg.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer();
        for (String room : ROOMS.keySet()) {
            rooms = rooms.layer(room).definedBy("org.talweg." + room + "..");
        }
        for (Map.Entry<String, List<String>> room : ROOMS.entrySet()) {
            rooms = room.getValue().isEmpty()
                    ? rooms.whereLayer(room.getKey()).mayNotAccessAnyLayer()
                    : rooms.whereLayer(room.getKey())
                            .mayOnlyAccessLayers(room.getValue().toArray(String[]::new));
        }
        rooms.check(all);
    }

    @ArchTest
    static final ArchRule onlyTheSolverUsesOjAlgo = noClasses()
            .that()
            .resideOutsideOfPackage("org.talweg.solver..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.ojalgo..");

    @ArchTest
    static final ArchRule onlyTheCommandLineUsesPicocli = noClasses()
            .that()
            .resideOutsideOfPackage("org.talweg.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    /** The checker trusts the JDK and nothing else. */
    @ArchTest
    static final ArchRule theCheckerUsesTheJdkOnly = classes()
            .that()
            .resideInAPackage("org.talweg.checker..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.talweg.checker..");

    @ArchTest
    static final ArchRule onlyTheGraphUsesJGraphT = noClasses()
            .that()
            .resideOutsideOfPackage("org.talweg.graph..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jgrapht..");

    @ArchTest
    static final ArchRule noCycles =
            SlicesRuleDefinition.slices().matching("org.talweg.(*)..").should().beFreeOfCycles();

    /** A package the rules above do not know would escape them. */
    @ArchTest
    static void everyPackageIsKnown(JavaClasses all) {
        String[] known = Stream.concat(ROOMS.keySet().stream(), Stream.of("cli"))
                .map(room -> "org.talweg." + room + "..")
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(all);
    }
}
