import Foundation
import TestSupport
import Testing

@testable import Document

@Suite struct PageTests {
    private let page: String
    private let elements: [XMLCheck.Element]
    private let problem: String?

    init() throws {
        page = try Sample.page(Sample.everything)
        (elements, _, problem) = XMLCheck.read(page)
    }

    private func all(_ name: String) -> [XMLCheck.Element] { elements.filter { $0.name == name } }

    @Test func isWellFormed() { #expect(problem == nil) }

    @Test func forbidsScriptsAndTheOutside() throws {
        let policy = try #require(
            all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" })
        let content = try #require(policy.attributes["content"])
        #expect(content.hasPrefix("default-src 'none'; img-src data:; style-src 'sha256-"))
        #expect(content.hasSuffix("'; base-uri 'none'; form-action 'none'"))
        #expect(!content.contains("unsafe"))
        #expect(all("script").isEmpty)
        #expect(!elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" } })
        for image in all("img") {
            #expect(image.attributes["src"]?.hasPrefix("data:image/png;base64,") == true)
        }
        for link in all("link") { #expect(link.attributes["href"]?.hasPrefix("data:") == true) }
        // The digest is that of what stands between the tags, to the byte.
        let style = try #require(
            page.components(separatedBy: "<style>").last?.components(separatedBy: "</style>").first)
        #expect(content == Page.policy(forStyle: style))
    }

    @Test func hasItsLandmarksAndItsLanguage() {
        for name in ["header", "nav", "main", "footer", "h1", "title"] { #expect(all(name).count == 1) }
        #expect(all("html")[0].attributes["lang"] == "en")
        #expect(all("meta").contains { $0.attributes["name"] == "viewport" })
        #expect(
            all("meta").contains {
                $0.attributes["name"] == "description"
                    && $0.attributes["content"] == "A plastic network that learned to recall patterns."
            })
        #expect(page.hasPrefix("<!DOCTYPE html>\n"))
    }

    @Test func idsAreUniqueAndLinksLeadToThem() {
        let ids = elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for link in all("a") {
            if let address = link.attributes["href"], address.hasPrefix("#") {
                #expect(ids.contains(String(address.dropFirst())), "\(address)")
            }
        }
        for element in elements {
            if let label = element.attributes["aria-labelledby"] { #expect(ids.contains(label)) }
        }
    }

    @Test func headingsGoDownByOne() {
        let levels = elements.compactMap {
            $0.name.count == 2 && $0.name.hasPrefix("h") ? Int($0.name.suffix(1)) : nil
        }
        #expect(levels.first == 1)
        for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
    }

    @Test func everyPictureHasItsSizeAndItsWords() {
        let images = all("img")
        // The wide figure has a second drawing for narrow screens.
        #expect(images.count == 6)
        for image in images {
            #expect(image.attributes["alt"] == "Error falls from 12 to 0.6 over 10,000 episodes.")
        }
        // 183 mm and 89 mm at 96 pixels an inch.
        #expect(images.map { $0.attributes["width"] } == ["692", "692", "336", "336", "336", "336"])
        #expect(images.map { $0.attributes["height"] } == Array(repeating: "265", count: 6))
        let kinds = ["light full", "dark full", "light narrow", "dark narrow", "light", "dark"]
        #expect(images.map { $0.attributes["class"] } == kinds)
    }

    @Test func everyPictureIsWithinALinkThatNamesItAndSaysWhatItShows() {
        let links = all("a").filter { $0.attributes["download"] != nil }
        #expect(links.map { $0.attributes["download"] } == ["loss-curve", "loss-curve-2"])
        for link in links {
            let words = link.attributes["href"]?.removingPercentEncoding
            #expect(
                words == "data:text/plain;charset=utf-8,Error falls from 12 to 0.6 over 10,000 episodes.")
        }
    }

    @Test func everyTableHasHeaderCells() {
        #expect(all("table").count == 4)
        #expect(all("thead").count == 4)
        #expect(all("th").allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
        #expect(all("th").count { $0.attributes["scope"] == "row" } == Sample.palette.count)
    }

    @Test func contentsFollowTheHeadings() throws {
        let nav = try #require(
            page.components(separatedBy: "<nav").last?.components(separatedBy: "</nav>").first)
        #expect(nav.components(separatedBy: "<li>").count == 6)
        #expect(nav.contains("<li><a href=\"#methods\">Methods</a>\n<ol>\n<li><a href=\"#the-network\">"))
        #expect(try Sample.page("---\ncontents: no\n---\n\n## A\n\n## B").contains("<nav") == false)
        #expect(try Sample.page("## A").contains("<nav") == false)
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ])
    func theDigestIsThePublishedOne(message: String, expected: String) {
        let digest = SHA256.digest(message.utf8).map { String($0, radix: 16) }
        #expect(digest.map { $0.count == 1 ? "0" + $0 : $0 }.joined() == expected)
    }
}
