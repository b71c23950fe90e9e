import { expect, test } from "bun:test";
import { brandName } from "../../../core/metadata/brand.ts";
import { cameraName } from "../../../core/metadata/camera.ts";

test.each([
	["Canon", "Canon EOS 5D Mark III", "Canon EOS 5D Mark III"],
	["Canon", "Canon DIGITAL IXUS 40", "Canon DIGITAL IXUS 40"],
	["NIKON CORPORATION", "NIKON D750", "Nikon D750"],
	["NIKON", "COOLPIX P6000", "Nikon COOLPIX P6000"],
	["LEICA CAMERA AG", "Leica Q2", "Leica Q2"],
	["LEICA CAMERA AG", "LEICA T (Typ 701)", "Leica T (Typ 701)"],
	["EASTMAN KODAK COMPANY", "KODAK Z740 ZOOM DIGITAL CAMERA", "Kodak Z740"],
	["EASTMAN KODAK COMPANY", "KODAK DC3400 DIGITAL CAMERA", "Kodak DC3400"],
	["Eastman Kodak Company", "DC210 Zoom (V05.00)", "Kodak DC210 Zoom"],
	["OLYMPUS IMAGING CORP.", "E-P3", "Olympus E-P3"],
	["OLYMPUS OPTICAL CO.,LTD", "C960Z,D460Z", "Olympus C960Z,D460Z"],
	["SONY", "ILCE-7SM2", "Sony ILCE-7SM2"],
	["SANYO Electric Co.,Ltd.", "SX113", "Sanyo SX113"],
	["CASIO COMPUTER CO.,LTD.", "EX-Z750", "Casio EX-Z750"],
	["FUJIFILM", "FinePix E500", "Fujifilm FinePix E500"],
	["PENTAX Corporation", "PENTAX K10D", "Pentax K10D"],
	["RICOH IMAGING COMPANY, LTD.", "PENTAX K-1", "Pentax K-1"],
	["RICOH", "GR II", "Ricoh GR II"],
	["KONICA MINOLTA", "DiMAGE Z3", "Konica Minolta DiMAGE Z3"],
	["Panasonic", "DMC-FZ30", "Panasonic DMC-FZ30"],
	["Hewlett-Packard", "HP PhotoSmart C945 (V01.60)", "HP PhotoSmart C945"],
	["HMD Global", "Nokia 8.3 5G", "Nokia 8.3 5G"],
	["samsung", "SM-G930F", "Samsung SM-G930F"],
	["SAMSUNG", "SAMSUNG-SGH-I337", "Samsung SGH-I337"],
	["HUAWEI", "ELE-L29", "Huawei ELE-L29"],
	["motorola", "moto g(9) plus", "Motorola moto g(9) plus"],
	["Samsung Techwin", "<KENOX S730  / Samsung S730>", "Samsung KENOX S730"],
	["FUJI PHOTO FILM CO., LTD.", "SP-2500", "Fujifilm SP-2500"],
	["FLIR Systems AB", "E8", "FLIR E8"],
	["LGE", "Nexus 5", "LG Nexus 5"],
	["HTC", "HTC One", "HTC One"],
	["GoPro", "HERO9 Black", "GoPro HERO9 Black"],
	["Apple", "iPhone 13 mini", "Apple iPhone 13 mini"],
	["Google", "Pixel 6", "Google Pixel 6"],
	["Jolla", "Jolla", "Jolla"],
	["Canon", "Canonet", "Canon Canonet"],
	["Vivitar", "Digital Camera", "Vivitar Digital Camera"],
	["Apple", null, "Apple"],
	["NIKON CORPORATION", null, "Nikon"],
	[null, "X100V", "X100V"],
	[null, null, null],
])("cameraName(%p, %p) is %p", (make, model, name) => {
	expect(cameraName(make, model)).toBe(name);
});

test.each([
	["Polyphony Digital Inc.", "Polyphony"],
	["Samsung Techwin", "Samsung"],
	["Sony Ericsson", "Sony Ericsson"],
	["JK Imaging, Ltd.", "JK"],
	["Digital", "Digital"],
	["Co.", "Co."],
])("brandName(%p) is %p", (make, brand) => {
	expect(brandName(make)).toBe(brand);
});
