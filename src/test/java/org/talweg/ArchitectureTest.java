package org.talweg;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Data flows one way: exact, data, arrangement, landscape, then solver and proof side by side, then census, then graph, then cli. */
@AnalyzeClasses(packages = "org.talweg", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Who may use whom; every use that is not listed is an error. */
    @ArchTest
    static final ArchRule direction = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.talweg..")
            .withOptionalLayers(true)
            .layer("exact")
            .definedBy("org.talweg.exact..")
            .layer("data")
            .definedBy("org.talweg.data..")
            .layer("arrangement")
            .definedBy("org.talweg.arrangement..")
            .layer("landscape")
            .definedBy("org.talweg.landscape..")
            .layer("solver")
            .definedBy("org.talweg.solver..")
            .layer("proof")
            .definedBy("org.talweg.proof..")
            .layer("census")
            .definedBy("org.talweg.census..")
            .layer("certificate")
            .definedBy("org.talweg.certificate..")
            .layer("evidence")
            .definedBy("org.talweg.evidence..")
            .layer("checker")
            .definedBy("org.talweg.checker..")
            .layer("graph")
            .definedBy("org.talweg.graph..")
            .layer("cli")
            .definedBy("org.talweg.cli..")
            .whereLayer("exact")
            .mayNotAccessAnyLayer()
            .whereLayer("data")
            .mayOnlyAccessLayers("exact")
            .whereLayer("arrangement")
            .mayOnlyAccessLayers("exact", "data")
            .whereLayer("landscape")
            .mayOnlyAccessLayers("exact", "data", "arrangement")
            .whereLayer("solver")
            .mayOnlyAccessLayers("exact", "data", "arrangement", "landscape")
            .whereLayer("proof")
            .mayOnlyAccessLayers("exact", "data", "arrangement", "landscape")
            .whereLayer("census")
            .mayOnlyAccessLayers("exact", "data", "arrangement", "landscape", "proof")
            .whereLayer("certificate")
            .mayOnlyAccessLayers("exact")
            .whereLayer("evidence")
            .mayOnlyAccessLayers("exact", "data", "arrangement", "landscape", "proof", "census", "certificate")
            .whereLayer("checker")
            .mayNotAccessAnyLayer()
            .whereLayer("graph")
            .mayOnlyAccessLayers("exact", "data", "arrangement", "landscape", "proof", "census")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

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
    static final ArchRule everyPackageIsKnown = classes()
            .should()
            .resideInAnyPackage(
                    "org.talweg.exact..",
                    "org.talweg.data..",
                    "org.talweg.arrangement..",
                    "org.talweg.landscape..",
                    "org.talweg.solver..",
                    "org.talweg.proof..",
                    "org.talweg.census..",
                    "org.talweg.certificate..",
                    "org.talweg.evidence..",
                    "org.talweg.checker..",
                    "org.talweg.graph..",
                    "org.talweg.cli..");
}
