//! Orders as files for a spreadsheet.

use crate::orders::with_order;

/// A part of a workbook, which is a ZIP of XML.
fn part(xlsx: &[u8], name: &str) -> String {
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(xlsx)).unwrap();
    std::io::read_to_string(book.by_name(name).unwrap()).unwrap()
}

#[tokio::test]
async fn files_speak_the_language_and_tell_the_time_of_who_opens_them() {
    let (world, cookie) = with_order().await;
    let mut settings = world.settings().await;
    settings.timezone = "America/New_York".to_owned();
    settings.currency = snapsell_core::Currency::EUR;
    world.configure(settings).await;
    let csv = world.get("/commandes.csv?onglet=all", &cookie).await;
    let row = "VF-0001;2026-11-22 15:14:00;confirmée;'=Awa;'+2250700000042;A12;1;0,00;50,00;EUR;0,00;\
               sans acompte;\"Cocody, rue 12\"\r\n";
    assert!(csv.text.ends_with(row), "{}", csv.text);
    let xlsx = world.get("/commandes.xlsx?onglet=all", &cookie).await;
    let sheet = part(&xlsx.bytes, "xl/worksheets/sheet1.xml");
    // The date is the 46,348th day of a spreadsheet, at 15:14; the seventh column counts.
    assert!(sheet.contains("<v>46348.634722"), "{sheet}");
    assert!(sheet.contains("<c r=\"G2\"><v>1</v></c>"), "{sheet}");
    assert!(
        sheet.contains("state=\"frozen\"") && sheet.contains("<cols>"),
        "{sheet}"
    );
    let book = part(&xlsx.bytes, "xl/workbook.xml");
    assert!(book.contains("name=\"Commandes\""), "{book}");
    let words = part(&xlsx.bytes, "xl/sharedStrings.xml");
    assert!(
        words.contains(">+2250700000042<") && words.contains(">confirmée<"),
        "{words}"
    );

    let english = [("lang", "en"), ("back", "/commandes")];
    world.post("/langue", &cookie, &english).await;
    let csv = world.get("/commandes.csv?onglet=all", &cookie).await;
    assert!(
        csv.has("Order,Placed,Status,") && csv.has(",confirmed,") && csv.has(",50.00,EUR,"),
        "{}",
        csv.text
    );
    let xlsx = world.get("/commandes.xlsx?onglet=all", &cookie).await;
    assert!(part(&xlsx.bytes, "xl/workbook.xml").contains("name=\"Orders\""));
}
